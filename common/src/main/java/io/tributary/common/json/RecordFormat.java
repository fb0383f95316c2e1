package io.tributary.common.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes and reads records that outlive the version that wrote them, with the number of their
 * format in the member {@code format}. Unknown members of a known format are ignored; a record of a
 * newer format is not read at all, because a member that is ignored and not written back is lost.
 * Raise the number whenever a service that ignores what is new would do harm; a record that only
 * sometimes has what is new says so itself ({@link Numbered}), so that others go on reading it
 * otherwise. Pure.
 */
public final class RecordFormat {
  /** The format of records that do not say theirs. */
  private static final int FIRST = 1;

  /** The newest that this version writes and reads. */
  public static final int CURRENT = 4;

  /** A record that knows which format it needs. */
  public interface Numbered {
    /** The lowest format that has all of its members which must not be ignored. */
    int neededFormat();
  }

  private static final String MEMBER = "format";

  private RecordFormat() {}

  /** The record as UTF-8 JSON. */
  public static byte[] write(Object value) {
    return Json.write(numbered(value));
  }

  /** The record as JSON text. */
  public static String text(Object value) {
    return Json.text(numbered(value));
  }

  /**
   * Reads a record; one without a number is of the first format.
   *
   * @throws NewerFormat when it was written by a newer version
   * @throws UncheckedIOException when it is no such record
   */
  public static <T> T read(byte[] json, Class<T> type) {
    int format = Json.read(json, JsonNode.class).path(MEMBER).asInt(1);
    if (format > CURRENT) {
      throw new NewerFormat(format);
    }
    return Json.read(json, type);
  }

  private static ObjectNode numbered(Object value) {
    ObjectNode tree = Json.mapper().valueToTree(value);
    return tree.put(MEMBER, value instanceof Numbered own ? own.neededFormat() : FIRST);
  }

  /** A record of a format that this version does not know. */
  public static final class NewerFormat extends UncheckedIOException {
    private static final long serialVersionUID = 1;

    NewerFormat(int format) {
      super(
          new IOException(
              "it has format %d, and this version reads formats up to %d"
                  .formatted(format, CURRENT)));
    }
  }
}
