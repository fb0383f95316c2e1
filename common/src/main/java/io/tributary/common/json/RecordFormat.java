package io.tributary.common.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes and reads records that outlive the version that wrote them, with the number of their
 * format in the member {@code format}. Unknown members of a known format are ignored; a record of a
 * newer format is not read at all, because a member that is ignored and not written back is lost.
 * Raise the number whenever a service that ignores what is new would do harm. Pure.
 */
public final class RecordFormat {
  /** The format that this version writes, and the newest that it reads. */
  public static final int CURRENT = 1;

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
    return tree.put(MEMBER, CURRENT);
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
