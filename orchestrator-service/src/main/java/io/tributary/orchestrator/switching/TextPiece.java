package io.tributary.orchestrator.switching;

/**
 * A variable with its value as they stand in a settings file, or anything else in it. All pieces in
 * a row are the text, byte for byte.
 *
 * @param head everything before the value
 * @param name the variable; empty where this is none
 * @param raw the value as it is spelled, with what stands behind it on its line
 * @param end the line end
 * @param form how its value is spelled
 */
record TextPiece(String head, String name, String raw, String end, ValueForm form) {

  /** A line that is left alone. */
  static TextPiece other(String line) {
    return new TextPiece(line, "", "", "", ValueForm.ENV);
  }

  /** The same with another value. */
  TextPiece with(String value) {
    return raw(form.written(name, value));
  }

  /** The same with a value that is spelled already. */
  TextPiece raw(String spelled) {
    return new TextPiece(head, name, spelled, end, form);
  }

  /** Whether its value stands as Tributary writes it. */
  boolean says(String value) {
    return raw.equals(form.written(name, value));
  }

  /** The same with a line end, as it needs one before another line. */
  TextPiece ended(String lineEnd) {
    return text().endsWith("\n") ? this : new TextPiece(head, name, raw, end + lineEnd, form);
  }

  String text() {
    return head + raw + end;
  }
}
