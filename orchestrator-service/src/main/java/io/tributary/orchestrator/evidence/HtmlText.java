package io.tributary.orchestrator.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** HTML as it grows; whatever is put in as a value is shown as it is and never read as HTML. */
final class HtmlText {
  private final StringBuilder out = new StringBuilder();

  /** Markup of our own. */
  HtmlText markup(String html) {
    out.append(html);
    return this;
  }

  /** An element with a value. */
  HtmlText element(String name, String value) {
    out.append('<').append(name).append('>').append(escaped(value));
    out.append("</").append(name).append(">\n");
    return this;
  }

  /** A table with one row for each object; of each, the members of these names. */
  HtmlText table(JsonNode rows, List<String> titles, List<String> members) {
    out.append("<table>\n<thead><tr>");
    titles.forEach(title -> element("th", title));
    out.append("</tr></thead>\n<tbody>\n");
    for (JsonNode row : rows) {
      out.append("<tr>");
      members.forEach(member -> element("td", shown(row.at("/" + member))));
      out.append("</tr>\n");
    }
    out.append("</tbody></table>\n");
    return this;
  }

  /** A value for people: lists with commas, nothing for what is not there. */
  static String shown(JsonNode value) {
    if (value.isArray()) {
      StringBuilder all = new StringBuilder();
      value.forEach(each -> all.append(all.isEmpty() ? "" : ", ").append(each.asText()));
      return all.toString();
    }
    return value.isMissingNode() || value.isNull() ? "" : value.asText();
  }

  static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (char c : text.toCharArray()) {
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
