package io.tributary.validator.source.sqlite;

import io.tributary.common.sql.Sql;
import io.tributary.mapping.sqlite.parser.Vec0Column;
import io.tributary.mapping.sqlite.parser.Vec0Table;
import io.tributary.validator.source.sqlite.file.SqliteFileReader;
import io.tributary.validator.source.sqlite.file.StoredValue;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/**
 * The values of a vec0 table's rows, wherever they are kept.
 *
 * @param places of the chunk that is being read
 */
record Vec0Values(SqliteFileReader file, Charset encoding, Vec0Table table, Vec0Chunk places) {
  private static final String NUMBERS = "_metadatachunks";
  private static final int VIEW = 16;
  private static final int INSIDE = 12;

  /** The value of a column in a row. */
  StoredValue of(Vec0Column column, int at, long rowid) throws SQLException {
    return switch (column.role()) {
      case KEY -> throw new IllegalArgumentException("the key is no value of a chunk");
      case PARTITION -> inChunk(column);
      case AUXILIARY -> outside("_auxiliary", column.numbered("value"), rowid);
      case VECTOR -> vector(column, at);
      case METADATA -> metadata(column, at, rowid);
    };
  }

  private StoredValue inChunk(Vec0Column column) throws SQLException {
    return cell("_chunks", column.numbered("partition"), "chunk_id", places.chunk());
  }

  /** What is kept row by row; NULL for a row that is not there. */
  StoredValue outside(String shadow, String column, long rowid) throws SQLException {
    return cell(shadow, column, "rowid", rowid);
  }

  private StoredValue cell(String shadow, String column, String key, long value)
      throws SQLException {
    String name = "t." + Sql.identifier(column);
    return file
        .list(
            "SELECT typeof(%s), %s FROM %s AS t WHERE t.%s = ?"
                .formatted(name, name, Sql.identifier(table.name() + shadow), Sql.identifier(key)),
            row -> StoredValue.read(row, 1, encoding),
            value)
        .stream()
        .findFirst()
        .orElse(StoredValue.NULL);
  }

  private StoredValue vector(Vec0Column column, int at) throws SQLException {
    int width =
        switch (column.type()) {
          case "float", "f32" -> column.dimension() * Float.BYTES;
          case "bit" -> column.dimension() / Byte.SIZE;
          default -> column.dimension();
        };
    byte[] bytes = new byte[width];
    places.bytes(column.numbered("_vector_chunks"), "vectors", at, width).get(bytes);
    return StoredValue.blob(bytes);
  }

  private StoredValue metadata(Vec0Column column, int at, long rowid) throws SQLException {
    String shadow = column.numbered(NUMBERS);
    return switch (column.type()) {
      case "boolean", "bool" -> StoredValue.integer(places.bit(shadow, "data", at));
      case "float", "double" ->
          StoredValue.real(places.bytes(shadow, "data", at, Double.BYTES).getDouble());
      case "text" -> text(column, places.bytes(shadow, "data", at, VIEW), rowid);
      default -> StoredValue.integer(places.bytes(shadow, "data", at, Long.BYTES).getLong());
    };
  }

  private StoredValue text(Vec0Column column, ByteBuffer view, long rowid) throws SQLException {
    int length = view.getInt();
    if (length > INSIDE) {
      return outside(column.numbered("_metadatatext"), "data", rowid);
    }
    byte[] text = new byte[length];
    view.get(text);
    return StoredValue.text(text, StandardCharsets.UTF_8);
  }
}
