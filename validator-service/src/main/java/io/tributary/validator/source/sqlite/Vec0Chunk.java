package io.tributary.validator.source.sqlite;

import io.tributary.common.error.TributaryException;
import io.tributary.common.sql.Sql;
import io.tributary.mapping.sqlite.parser.Vec0Table;
import io.tributary.validator.ValidatorError;
import io.tributary.validator.source.sqlite.file.SqliteFileReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The places of one chunk of a vec0 table, and the BLOBs of values that were read of it. */
final class Vec0Chunk {
  private final SqliteFileReader file;
  private final Vec0Table table;
  private final long chunk;
  private final int size;
  private final byte[] taken;
  private final ByteBuffer rowids;
  private final Map<String, ByteBuffer> blobs = new HashMap<>();

  private Vec0Chunk(
      SqliteFileReader file, Vec0Table table, long chunk, int size, byte[] taken, byte[] rowids) {
    this.file = file;
    this.table = table;
    this.chunk = chunk;
    this.size = size;
    this.taken = taken;
    this.rowids = ByteBuffer.wrap(rowids).order(ByteOrder.LITTLE_ENDIAN);
  }

  static Vec0Chunk read(SqliteFileReader file, Vec0Table table, long chunk) throws SQLException {
    List<Vec0Chunk> found =
        file.list(
            "SELECT size, validity, rowids FROM "
                + Sql.identifier(table.name() + "_chunks")
                + " WHERE chunk_id = ?",
            row ->
                new Vec0Chunk(file, table, chunk, row.getInt(1), row.getBytes(2), row.getBytes(3)),
            chunk);
    if (found.isEmpty()
        || found.get(0).taken.length * Byte.SIZE < found.get(0).size
        || found.get(0).rowids.capacity() < found.get(0).size * Long.BYTES) {
      throw broken(table, chunk);
    }
    return found.get(0);
  }

  private static TributaryException broken(Vec0Table table, long chunk) {
    return new TributaryException(
        ValidatorError.SHAPE,
        "Chunk %d of the vec0 table %s is missing or incomplete in the file. Repair the table with sqlite-vec, or exclude it."
            .formatted(chunk, table.name()),
        Map.of("table", "main." + table.name(), "chunk", Long.toString(chunk)));
  }

  long chunk() {
    return chunk;
  }

  int size() {
    return size;
  }

  boolean taken(int at) {
    return (taken[at / Byte.SIZE] >> (at % Byte.SIZE) & 1) == 1;
  }

  long rowid(int at) {
    return rowids.getLong(at * Long.BYTES);
  }

  /** The bytes of a place in a BLOB of values. */
  ByteBuffer bytes(String shadow, String column, int at, int width) throws SQLException {
    ByteBuffer blob = blob(shadow, column);
    if (blob.capacity() < (at + 1) * width) {
      throw broken(table, chunk);
    }
    return blob.slice(at * width, width).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The bit of a place in a BLOB of bits. */
  int bit(String shadow, String column, int at) throws SQLException {
    return bytes(shadow, column, at / Byte.SIZE, 1).get(0) >> (at % Byte.SIZE) & 1;
  }

  private ByteBuffer blob(String shadow, String column) throws SQLException {
    ByteBuffer known = blobs.get(shadow);
    if (known == null) {
      known =
          file
              .list(
                  "SELECT %s FROM %s WHERE _rowid_ = ?"
                      .formatted(Sql.identifier(column), Sql.identifier(table.name() + shadow)),
                  row -> ByteBuffer.wrap(row.getBytes(1)),
                  chunk)
              .stream()
              .findFirst()
              .orElseThrow(() -> broken(table, chunk));
      blobs.put(shadow, known);
    }
    return known;
  }
}
