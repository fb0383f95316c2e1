package io.tributary.files.sqlite.capture;

import io.tributary.files.sqlite.SqliteError;
import io.tributary.files.sqlite.SqliteFailure;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A commit boundary: everything up to this row of the log was read and sent.
 *
 * @param seq the row's number
 * @param nonce the row's random number, by which another history of the file is told
 * @param file the random id that the capture was installed with
 */
public record LogPosition(long seq, long nonce, String file) {
  /** The setting of the connector that names a position to begin at. */
  public static final String START = "tributary.start.position";

  private static final String SEQ = "seq";
  private static final String NONCE = "nonce";
  private static final String FILE = "file";

  private static final Pattern TEXT = Pattern.compile("(\\d+):(-?\\d+):([0-9a-fA-F-]+)");

  /** As a setting names it; {@link #parse} reads it. */
  String text() {
    return seq + ":" + nonce + ":" + file;
  }

  /**
   * The position of a setting.
   *
   * @throws SqliteFailure SETTING
   */
  public static LogPosition parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw SqliteError.SETTING.failure(START + " is no position of a capture: " + text);
    }
    try {
      return new LogPosition(
          Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)), parts.group(3));
    } catch (NumberFormatException e) {
      throw SqliteError.SETTING.failure(START + " is no position of a capture: " + text, e);
    }
  }

  public Map<String, Object> offset() {
    return Map.of(SEQ, seq, NONCE, nonce, FILE, file);
  }

  /** What Connect stored, empty when it has nothing. */
  public static Optional<LogPosition> of(Map<String, ?> stored) {
    if (stored == null) {
      return Optional.empty();
    }
    Map<String, ?> offset = new HashMap<>(stored);
    if (offset.get(SEQ) instanceof Number seq
        && offset.get(NONCE) instanceof Number nonce
        && offset.get(FILE) instanceof String file) {
      return Optional.of(new LogPosition(seq.longValue(), nonce.longValue(), file));
    }
    throw SqliteError.OFFSET_UNUSABLE.failure(
        "the stored offset "
            + stored
            + " names no position; delete it to begin with a new snapshot");
  }
}
