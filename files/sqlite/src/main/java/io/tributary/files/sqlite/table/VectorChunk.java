package io.tributary.files.sqlite.table;

import io.tributary.files.sqlite.SqliteValue;
import io.tributary.mapping.sqlite.parser.Vec0Column;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The values of one column for the rows of one chunk, one behind the other, little-endian, as
 * sqlite-vec 0.1.9 reads and writes them ({@code vec0_result_metadata_value_for_rowid}, {@code
 * vec0_write_metadata_value} and {@code vec0_write_vector_to_vector_blob} of its {@code
 * sqlite-vec.c}).
 *
 * @param id the chunk's number
 */
public record VectorChunk(Vec0Column column, long id, byte[] bytes) {
  /** A text's length in bytes, and the text itself if it has no more than twelve. */
  private static final int TEXT_WIDTH = 16;

  private static final int BITS = 8;

  /** How long the column's part of a chunk is, in bytes. */
  public static int length(Vec0Column column, int rows) {
    return column.truth() ? (rows + BITS - 1) / BITS : rows * width(column);
  }

  /** The bytes that a chunk has for one value; bits of booleans lie in common bytes. */
  private static int width(Vec0Column column) {
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
   * @param offset its place in the chunk, from 0
   * @return empty for a text that is too long for the chunk and kept outside of it
   */
  public Optional<SqliteValue> value(int offset) {
    if (column.truth()) {
      return Optional.of(SqliteValue.of((long) (bytes[offset / BITS] >> (offset % BITS) & 1)));
    }
    ByteBuffer slot = slot(offset);
    if (column.role() == Vec0Column.Role.VECTOR) {
      byte[] vector = new byte[slot.remaining()];
      slot.get(vector);
      return Optional.of(SqliteValue.blob(vector));
    }
    if (column.text()) {
      return text(slot);
    }
    return Optional.of(
        column.real() ? SqliteValue.of(slot.getDouble()) : SqliteValue.of(slot.getLong()));
  }

  private ByteBuffer slot(int offset) {
    int width = width(column);
    return ByteBuffer.wrap(bytes, offset * width, width).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static Optional<SqliteValue> text(ByteBuffer slot) {
    int length = slot.getInt();
    if (length < 0 || length > slot.remaining()) {
      return Optional.empty();
    }
    byte[] text = new byte[length];
    slot.get(text);
    return Optional.of(SqliteValue.text(text, StandardCharsets.UTF_8));
  }

  /** Whether there is room in a chunk for such a text, given as UTF-8. */
  public static boolean holds(byte[] text) {
    return text.length <= TEXT_WIDTH - Integer.BYTES;
  }

  /**
   * Writes a vector, or a text as UTF-8, of which only the beginning stands here if it is long.
   *
   * @param value a vector exactly as long as the column declares
   */
  public void put(int offset, byte[] value) {
    clear(offset);
    ByteBuffer slot = slot(offset);
    if (column.text()) {
      slot.putInt(value.length);
    }
    slot.put(value, 0, Math.min(value.length, slot.remaining()));
  }

  /** Writes an INTEGER; a boolean is 0 or 1. */
  public void put(int offset, long value) {
    if (column.truth()) {
      clear(offset);
      bytes[offset / BITS] |= (byte) (value << (offset % BITS));
    } else {
      slot(offset).putLong(value);
    }
  }

  /** Writes a REAL. */
  public void put(int offset, double value) {
    slot(offset).putDouble(value);
  }

  /** Zeroes the value, as the module does when a row goes. */
  public void clear(int offset) {
    if (column.truth()) {
      bytes[offset / BITS] &= (byte) ~(1 << (offset % BITS));
    } else {
      ByteBuffer slot = slot(offset);
      slot.put(new byte[slot.remaining()]);
    }
  }
}
