package io.tributary.files.sqlite.table;

import static io.tributary.files.sqlite.SqliteNames.quote;

import io.tributary.files.sqlite.SqliteError;
import io.tributary.files.sqlite.SqliteFailure;
import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.SqliteValue;
import io.tributary.mapping.sqlite.parser.Vec0Column;
import io.tributary.mapping.sqlite.parser.Vec0Table;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The chunks of a vec0 table, for reading rows one after the other. Only the last chunk of each
 * column is kept, because a chunk can have many megabytes. Made for one read.
 */
final class VectorChunks {
  private final SqliteSession sqlite;
  private final VectorTable table;
  private final Map<Vec0Column, VectorChunk> latest = new HashMap<>();
  private long sizeOf = -1;
  private long size;

  VectorChunks(SqliteSession sqlite, VectorTable table) {
    this.sqlite = sqlite;
    this.table = table;
  }

  /**
   * Where a row is.
   *
   * @param table the virtual table, for errors
   * @param rowid the row
   * @param chunk its chunk
   * @param offset its place in it, from 0
   */
  record Place(String table, long rowid, long chunk, int offset) {
    SqliteFailure unreadable(String what) {
      return SqliteError.TABLE_UNREADABLE.failure(
          "row "
              + rowid
              + " of the virtual table "
              + table
              + " cannot be read: "
              + what
              + ". Repair the table with sqlite-vec, or exclude it with table.exclude.list");
    }
  }

  Place place(SqliteValue rowid, SqliteValue chunk, SqliteValue offset) throws SQLException {
    long row = (Long) Objects.requireNonNull(rowid.raw(), "no rowid is NULL");
    if (!(chunk.raw() instanceof Long number) || !(offset.raw() instanceof Long at)) {
      throw new Place(table.name(), row, -1, -1).unreadable("it has no place in a chunk");
    }
    if (number != sizeOf) {
      size =
          sqlite
              .number(
                  "SELECT \"size\" FROM "
                      + quote(table.name() + Vec0Table.CHUNKS)
                      + " WHERE \"chunk_id\" = ?",
                  number)
              .orElse(0L);
      sizeOf = number;
    }
    Place place = new Place(table.name(), row, number, (int) Math.max(-1, Math.min(at, size)));
    if (at < 0 || at >= size) {
      throw place.unreadable("chunk " + number + " has no place " + at);
    }
    return place;
  }

  /** The chunk that has the column's value; empty for columns that are kept elsewhere. */
  Optional<VectorChunk> of(Vec0Column column, Place place) throws SQLException {
    VectorChunk known = latest.get(column);
    if (known != null && known.id() == place.chunk()) {
      return Optional.of(known);
    }
    return switch (column.role()) {
      case VECTOR -> Optional.of(read(column, Vec0Table.VECTORS, "vectors", place));
      case METADATA -> Optional.of(read(column, Vec0Table.METADATA, "data", place));
      case KEY, PARTITION, AUXILIARY -> Optional.empty();
    };
  }

  /**
   * The module writes chunks by SQLite's own number of the row, and finds them by the column that
   * is called rowid; only where both are the same is it certain which chunk is meant.
   */
  private VectorChunk read(Vec0Column column, String shadow, String blob, Place place)
      throws SQLException {
    List<byte[]> found =
        sqlite.list(
            "SELECT "
                + quote(blob)
                + " FROM "
                + quote(table.name() + column.numbered(shadow))
                + " WHERE \"rowid\" = ? AND _rowid_ = \"rowid\"",
            row -> row.getBytes(1),
            place.chunk());
    long wanted = VectorChunk.length(column, (int) size);
    if (found.size() != 1 || found.get(0) == null || found.get(0).length != wanted) {
      throw place.unreadable(
          "chunk " + place.chunk() + " of column " + column.name() + " is missing or incomplete");
    }
    VectorChunk chunk = new VectorChunk(column, place.chunk(), found.get(0));
    latest.put(column, chunk);
    return chunk;
  }
}
