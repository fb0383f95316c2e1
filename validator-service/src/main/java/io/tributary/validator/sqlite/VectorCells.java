package io.tributary.validator.sqlite;

import io.tributary.common.sql.Sql;
import io.tributary.common.sqlite.VectorColumn;
import io.tributary.common.sqlite.VectorTable;
import io.tributary.validator.file.Cell;
import io.tributary.validator.file.RealSpelling;
import io.tributary.validator.file.SqliteFile;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;

/**
 * The values of a vec0 table's rows, wherever they are kept.
 *
 * @param places of the chunk that is being read
 */
record VectorCells(SqliteFile file, Charset encoding, VectorTable table, VectorPlaces places) {
  private static final String NUMBERS = "_metadatachunks";
  private static final int VIEW = 16;
  private static final int INSIDE = 12;

  /** The value of a column in a row. */
  Cell of(VectorColumn column, int at, long rowid) throws SQLException {
    return switch (column.role()) {
      case KEY -> throw new IllegalArgumentException("the key is no value of a chunk");
      case PARTITION -> inChunk(column);
      case AUXILIARY -> outside("_auxiliary", column.numbered("value"), rowid);
      case VECTOR -> vector(column, at);
      case METADATA -> metadata(column, at, rowid);
    };
  }

  private Cell inChunk(VectorColumn column) throws SQLException {
    return cell("_chunks", column.numbered("partition"), "chunk_id", places.chunk());
  }

  /** What is kept row by row; NULL for a row that is not there. */
  Cell outside(String shadow, String column, long rowid) throws SQLException {
    return cell(shadow, column, "rowid", rowid);
  }

  private Cell cell(String shadow, String column, String key, long value) throws SQLException {
    String name = "t." + Sql.identifier(column);
    return file
        .list(
            "SELECT typeof(%s), %s FROM %s AS t WHERE t.%s = ?"
                .formatted(name, name, Sql.identifier(table.name() + shadow), Sql.identifier(key)),
            row -> Cell.read(row, 1, encoding),
            value)
        .stream()
        .findFirst()
        .orElse(new Cell("null", null, null));
  }

  private Cell vector(VectorColumn column, int at) throws SQLException {
    int width =
        switch (column.type()) {
          case "float", "f32" -> column.dimension() * Float.BYTES;
          case "bit" -> column.dimension() / Byte.SIZE;
          default -> column.dimension();
        };
    byte[] bytes = new byte[width];
    places.bytes(column.numbered("_vector_chunks"), "vectors", at, width).get(bytes);
    return new Cell("blob", "\\x" + HexFormat.of().formatHex(bytes), bytes);
  }

  private Cell metadata(VectorColumn column, int at, long rowid) throws SQLException {
    String shadow = column.numbered(NUMBERS);
    return switch (column.type()) {
      case "boolean", "bool" -> whole(places.bit(shadow, "data", at));
      case "float", "double" -> {
        double value = places.bytes(shadow, "data", at, Double.BYTES).getDouble();
        yield new Cell("real", RealSpelling.of(value), value);
      }
      case "text" -> text(column, places.bytes(shadow, "data", at, VIEW), rowid);
      default -> whole(places.bytes(shadow, "data", at, Long.BYTES).getLong());
    };
  }

  private Cell text(VectorColumn column, ByteBuffer view, long rowid) throws SQLException {
    int length = view.getInt();
    if (length > INSIDE) {
      return outside(column.numbered("_metadatatext"), "data", rowid);
    }
    byte[] text = new byte[length];
    view.get(text);
    return Cell.text(text, StandardCharsets.UTF_8);
  }

  private static Cell whole(long value) {
    return new Cell("integer", Long.toString(value), value);
  }
}
