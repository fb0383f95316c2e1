package io.tributary.validator.source.converted;

import java.util.List;

/**
 * Rows in the text format of COPY, values being literals as the types' input functions read them.
 */
final class CopyLines {
  private final StringBuilder text = new StringBuilder();

  void row(List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        text.append('\t');
      }
      value(values.get(i));
    }
    text.append('\n');
  }

  private void value(String value) {
    if (value == null) {
      text.append("\\N");
      return;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> text.append(c);
      }
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
