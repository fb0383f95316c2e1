package io.tributary.orchestrator.switching;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the text of an {@code .env} file. A quote that never ends is refused with {@link
 * IllegalArgumentException}. Pure.
 */
final class EnvText {
  private EnvText() {}

  static SettingsText read(String text) {
    List<TextPiece> pieces = new ArrayList<>();
    StringBuilder assignment = new StringBuilder();
    char open = 0;
    for (String line : TextLines.of(text)) {
      String body = TextLines.body(line);
      if (open == 0) {
        open = EnvLine.openQuote(body);
      } else if (EnvLine.closes(body, open)) {
        open = 0;
      }
      assignment.append(line);
      if (open == 0) {
        // A value may go over several lines.
        pieces.add(piece(assignment.toString()));
        assignment.setLength(0);
      }
    }
    if (open != 0) {
      throw new IllegalArgumentException("a value in it opens with " + open + " that never ends");
    }
    return new SettingsText(pieces);
  }

  private static TextPiece piece(String text) {
    String body = TextLines.body(text);
    return EnvLine.of(body)
        .map(
            line ->
                new TextPiece(
                    line.head(),
                    line.name(),
                    body.substring(line.head().length()),
                    TextLines.end(text),
                    ValueForm.ENV))
        .orElseGet(() -> TextPiece.other(text));
  }
}
