package io.tributary.files.sqlite.table;

import io.tributary.files.sqlite.SqliteValue;
import io.tributary.mapping.sqlite.parser.Vec0Column;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The values of one column for the rows of one chunk, one behind the other, little-endian.
 *
 * @param id the chunk's number
 */
record VectorChunk(Vec0Column column, long id, byte[] bytes) {
  /** A text's length in bytes, and the text itself if it has no more than twelve. */
  static final int TEXT_WIDTH = 16;

  private static final int BITS = 8;

  /** The bytes that a chunk has for one value; bits of booleans lie in common bytes. */
  static int width(Vec0Column column) {
    return switch (column.type()) {
      case "float", "f32" ->
          column.role() == Vec0Column.Role.VECTOR ? Float.BYTES * column.dimension() : Double.BYTES;
      case "int8", "i8" -> column.dimension();
      case "bit" -> column.dimension() / BITS;
      case "text" -> TEXT_WIDTH;
      default -> Long.BYTES;
    };
  }

  /**
   * The value of a row.
   *
   * @param outside what is kept for it outside of the chunk: a text that is too long for it
   */
  SqliteValue value(VectorChunks.Place place, SqliteValue outside) {
    int offset = place.offset();
    if (column.truth()) {
      return SqliteValue.of((long) (bytes[offset / BITS] >> (offset % BITS) & 1));
    }
    int width = width(column);
    ByteBuffer slot = ByteBuffer.wrap(bytes, offset * width, width).order(ByteOrder.LITTLE_ENDIAN);
    if (column.role() == Vec0Column.Role.VECTOR) {
      return SqliteValue.blob(Arrays.copyOfRange(bytes, slot.position(), slot.position() + width));
    }
    if (column.text()) {
      return text(place, slot, outside);
    }
    return column.real() ? SqliteValue.of(slot.getDouble()) : SqliteValue.of(slot.getLong());
  }

  private SqliteValue text(VectorChunks.Place place, ByteBuffer slot, SqliteValue outside) {
    int length = slot.getInt();
    if (length >= 0 && length <= slot.remaining()) {
      byte[] text = new byte[length];
      slot.get(text);
      return SqliteValue.text(text, StandardCharsets.UTF_8);
    }
    if (!(outside.raw() instanceof byte[])) {
      throw place.unreadable("the text of column " + column.name() + " is missing");
    }
    return outside;
  }
}
