package io.tributary.orchestrator.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.evidence.CanonicalJson;
import io.tributary.common.evidence.ReportSignature;
import io.tributary.common.evidence.SignedReport;
import java.util.List;

/**
 * A report as a page that prints well: one file, without scripts, pictures or anything that is
 * fetched. It is made of the report's text, so that it shows what was signed. Pure.
 */
public final class EvidencePage {
  private static final String STYLE =
      """
      body { font: 10pt/1.4 sans-serif; color: #111; max-width: 78em; margin: 2em auto; padding: 0 1em }
      h1 { font-size: 1.5em } h2 { font-size: 1.15em; margin-top: 1.8em; break-after: avoid }
      h3 { font-size: 1em; break-after: avoid }
      table { border-collapse: collapse; width: 100%; margin: .5em 0 }
      th, td { border: 1px solid #999; padding: .2em .5em; text-align: left; vertical-align: top }
      td { overflow-wrap: anywhere; min-width: 5em } th { background: #eee }
      td:first-child, td:nth-child(2) { min-width: 9em } tr { break-inside: avoid } thead { display: table-header-group }
      code { font-family: monospace; white-space: pre-wrap; overflow-wrap: anywhere }
      ol.checklist { list-style: none; padding-left: 0 } ol.checklist li { break-inside: avoid; margin: .5em 0 }
      @page { size: A4 landscape; margin: 15mm }
      @media print { body { max-width: none; margin: 0; padding: 0; font-size: 8pt } th { background: none } }
      """;

  private final JsonNode report;
  private final HtmlText out = new HtmlText();

  private EvidencePage(JsonNode report) {
    this.report = report;
  }

  /** The page of a report. */
  public static String of(SignedReport signed) {
    EvidencePage page = new EvidencePage(CanonicalJson.read(signed.report()));
    page.head();
    page.change();
    page.streams();
    page.gaps();
    page.leftToDo();
    page.applications();
    page.checklist();
    page.foot(signed);
    return page.out.toString();
  }

  private void head() {
    String title = "%s of migration %s".formatted(text("change/direction"), text("migration"));
    out.markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .element("title", title)
        .markup("<style>\n" + STYLE + "</style>\n</head>\n<body>\n")
        .element("h1", title);
  }

  private void change() {
    out.markup("<table>\n<tbody>\n");
    line("Id", text("change/id"));
    line("Takes back", text("change/takesBack"));
    line("Began", text("change/startedAt"));
    line("Ended", text("change/endedAt"));
    line("Write pause in milliseconds", text("change/pause/millis"));
    line("Predicted (p50)", text("change/pause/predicted/p50Millis"));
    line("Predicted (worst)", text("change/pause/predicted/worstMillis"));
    line("Ordered by", text("change/orderedBy/principal"));
    line("From", text("change/orderedBy/address"));
    line("Request", text("change/orderedBy/requestId"));
    line("Tributary", text("versions/tributary"));
    line("Java", text("versions/java"));
    line("PostgreSQL of the target", text("versions/target"));
    out.markup("</tbody></table>\n").element("h2", "Steps");
    out.table(
        report.at("/change/steps"),
        List.of("Step", "Began", "Ended", "Milliseconds", "Outcome"),
        List.of("step", "startedAt", "endedAt", "millis", "outcome"));
    for (JsonNode stream : report.at("/change/pause/streams")) {
      out.element(
          "p",
          "Predicted for stream %s alone: %s ms (p50), %s ms (worst)."
              .formatted(
                  stream.path("source").asText(),
                  stream.at("/predicted/p50Millis").asText(),
                  stream.at("/predicted/worstMillis").asText()));
    }
    if (!report.at("/change/held").isEmpty()) {
      out.element("h2", "Clients of poolers that waited")
          .table(
              report.at("/change/held"),
              List.of("Source", "Since", "Held ms", "Longest wait ms", "Waited at the end"),
              List.of("source", "since", "heldMillis", "longestWaitMillis", "waiting"));
    }
    queries();
    backup();
    if (!report.at("/change/actions").isEmpty()) {
      out.element("h2", "Switch actions")
          .table(
              report.at("/change/actions"),
              List.of("Action", "Outcome", "Began", "Ended", "Tries"),
              List.of("action", "outcome", "startedAt", "endedAt", "tries"));
    }
  }

  private void queries() {
    if (report.at("/change/queries").isEmpty()) {
      return;
    }
    out.element("h2", "Queries at the last rehearsal").markup("<table>\n<tbody>\n");
    for (JsonNode query : report.at("/change/queries")) {
      line(
          query.path("name").asText() + " (" + query.path("source").asText() + ")",
          query.hasNonNull("ratio")
              ? "%s µs at the source, %s µs at the target, ratio %s; %s and %s rows"
                  .formatted(
                      query.at("/atSource/medianMicros").asText(),
                      query.at("/atTarget/medianMicros").asText(),
                      query.path("ratio").asText(),
                      query.at("/atSource/rows").asText(),
                      query.at("/atTarget/rows").asText())
              : query.at("/error/message").asText());
    }
    out.markup("</tbody></table>\n");
  }

  private void backup() {
    JsonNode backup = report.at("/change/backup");
    if (!backup.isObject()) {
      return;
    }
    out.element("h2", "Backups of the target's schemas at the last rehearsal");
    if (backup.hasNonNull("error")) {
      out.element("p", backup.at("/error/message").asText());
    }
    out.table(
        backup.path("schemas"),
        List.of("Schema", "Role", "Tables", "Rows", "Bytes", "Dump ms", "Restore ms", "Differs"),
        List.of(
            "schema",
            "role",
            "tables",
            "rows",
            "bytes",
            "dumpMillis",
            "restoreMillis",
            "differing"));
  }

  private void streams() {
    out.element("h2", "What was compared behind the fences");
    if (report.at("/streams").isEmpty()) {
      out.element("p", "Nothing was kept of it.");
    }
    for (JsonNode stream : report.at("/streams")) {
      out.element("h3", "Stream " + stream.path("stream").asText()).markup("<table>\n<tbody>\n");
      line("Source", stream.path("source").asText() + " (" + stream.path("kind").asText() + ")");
      line("Fence at position", HtmlText.shown(stream.at("/fence/position")));
      line("Fenced", HtmlText.shown(stream.at("/fence/fencedAt")));
      line("Sessions ended for it", HtmlText.shown(stream.at("/fence/openTransactionsEnded")));
      line("Dead letters", HtmlText.shown(stream.at("/deadLetters")));
      line("Quarantined rows", HtmlText.shown(stream.at("/quarantinedRows")));
      out.markup("</tbody></table>\n")
          .table(
              stream.path("tables"),
              List.of(
                  "Table",
                  "Went to",
                  "Verdict",
                  "Rows",
                  "Rows there",
                  "Quarantined",
                  "Read",
                  "Position",
                  "Compared",
                  "Digest",
                  "Digest there",
                  "By"),
              List.of(
                  "table",
                  "target",
                  "verdict",
                  "sourceRows",
                  "targetRows",
                  "quarantinedRows",
                  "scope",
                  "position",
                  "comparedAt",
                  "sourceDigest",
                  "targetDigest",
                  "digestMethod"));
    }
  }

  private void gaps() {
    out.element("h2", "What could not be compared");
    if (report.at("/notCompared").isEmpty()) {
      out.element("p", "Nothing beyond what no comparison sees.");
      return;
    }
    out.table(
        report.at("/notCompared"),
        List.of("Stream", "Table", "What", "Columns", "Why"),
        List.of("stream", "table", "what", "columns", "why"));
  }

  private void leftToDo() {
    if (report.at("/leftToDo").isEmpty()) {
      return;
    }
    out.element("h2", "What was left to do when it ended")
        .table(
            report.at("/leftToDo"),
            List.of("Stream", "Code", "What"),
            List.of("stream", "code", "what"));
  }

  private void applications() {
    out.element("h2", "How the applications connect now")
        .table(
            report.at("/applications"),
            List.of("Source", "Host", "Port", "Database", "Schema", "Role", "File"),
            List.of("source", "host", "port", "database", "schema", "role", "path"));
  }

  private void checklist() {
    if (report.at("/checklist").isEmpty()) {
      return;
    }
    out.element("h2", "Taking the old databases out of service")
        .markup("<ol class=\"checklist\">\n");
    for (JsonNode step : report.at("/checklist")) {
      out.markup("<li>&#9744; <b>" + HtmlText.escaped(step.path("source").asText()) + "</b> ");
      out.markup(HtmlText.escaped(step.path("what").asText()));
      step.path("commands")
          .forEach(command -> out.markup("<br>\n").element("code", command.asText()));
      out.markup("</li>\n");
    }
    out.markup("</ol>\n");
  }

  private void foot(SignedReport signed) {
    out.element("h2", "Signature");
    if (signed.signature().isEmpty()) {
      out.element("p", "Not signed.");
    } else {
      ReportSignature signature = signed.signature().get();
      out.markup("<table>\n<tbody>\n");
      line("Algorithm", signature.algorithm());
      line("Public key", signature.publicKey());
      line("Signature", signature.value());
      out.markup("</tbody></table>\n")
          .element(
              "p",
              "The signature is that of the JSON form of this report (docs/evidence.md); a printed"
                  + " page proves nothing by itself.");
    }
    out.markup("</body>\n</html>\n");
  }

  private void line(String title, String value) {
    if (!value.isEmpty()) {
      out.markup("<tr>").element("th", title).element("td", value).markup("</tr>\n");
    }
  }

  private String text(String path) {
    return HtmlText.shown(report.at("/" + path));
  }
}
