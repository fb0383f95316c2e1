package io.tributary.mapping.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A text that two JSON texts share if and only if jsonb prints them alike: blanks and the order of
 * members say nothing, of members with one name the last counts, and numbers are what numeric
 * prints, with their zeros behind the point. Without recursion, as texts may be nested deeply.
 */
public final class JsonbForm {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final Deque<Bracket> open = new ArrayDeque<>();
  private String whole = "";

  private JsonbForm() {}

  /** The values inside of a bracket so far; members by name. */
  private static final class Bracket {
    private final StringBuilder elements = new StringBuilder("[");
    private final @Nullable Map<String, String> members;
    private String name = "";

    Bracket(boolean object) {
      members = object ? new TreeMap<>() : null;
    }

    void add(String form) {
      if (members == null) {
        elements.append(form).append(',');
      } else {
        members.put(name, form);
      }
    }

    String form() {
      if (members == null) {
        return elements.append(']').toString();
      }
      StringBuilder form = new StringBuilder("{");
      members.forEach((key, value) -> form.append(string(key)).append(value).append(','));
      return form.append('}').toString();
    }
  }

  /** The form; of what is no JSON, something that no JSON has. */
  public static String of(String json) {
    JsonbForm form = new JsonbForm();
    try (JsonParser parser = FACTORY.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        form.take(token, parser.getText());
      }
      return form.whole;
    } catch (IOException e) {
      return "no JSON: " + json;
    }
  }

  private void take(JsonToken token, String text) {
    switch (token) {
      case START_OBJECT -> open.push(new Bracket(true));
      case START_ARRAY -> open.push(new Bracket(false));
      case FIELD_NAME -> open.element().name = text;
      case END_OBJECT, END_ARRAY -> add(open.pop().form());
      case VALUE_STRING -> add(string(text));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> add(number(text));
      case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> add(text);
      case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("no token of a text");
    }
  }

  private void add(String form) {
    if (open.isEmpty()) {
      whole = form;
    } else {
      open.element().add(form);
    }
  }

  /** With its length before it, so that nothing in it can be taken for what is around it. */
  private static String string(String text) {
    return "'" + text.length() + ":" + text;
  }

  private static String number(String text) {
    return NumberText.read(text)
        .map(number -> number.setScale(Math.max(0, number.scale())))
        .map(BigDecimal::toPlainString)
        .orElse(text);
  }
}
