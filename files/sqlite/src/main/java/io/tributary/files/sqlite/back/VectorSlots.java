package io.tributary.files.sqlite.back;

import static io.tributary.files.sqlite.SqliteNames.quote;

import io.tributary.files.sqlite.SqliteValue;
import io.tributary.files.sqlite.table.VectorChunk;
import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.sqlite.parser.Vec0Column;
import io.tributary.mapping.sqlite.parser.Vec0Table;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * The values that a vec0 table keeps in chunks: vectors and metadata. A long text stands beside its
 * chunk, and only its beginning in it.
 */
final class VectorSlots {
  private final Vec0Table table;
  private final FileStatements statements;
  private final ChunkBlobs blobs;

  VectorSlots(Vec0Table table, FileStatements statements, ChunkBlobs blobs) {
    this.table = table;
    this.statements = statements;
    this.blobs = blobs;
  }

  /** Whether the column's values are in chunks. */
  static boolean holds(Vec0Column column) {
    return switch (column.role()) {
      case VECTOR, METADATA -> true;
      case KEY, PARTITION, AUXILIARY -> false;
    };
  }

  /** The bytes of one vector. */
  static int length(Vec0Column column) {
    return VectorChunk.length(column, 1);
  }

  /** The column's BLOB. */
  String shadow(Vec0Column column) {
    boolean vector = column.role() == Vec0Column.Role.VECTOR;
    return table.name() + column.numbered(vector ? Vec0Table.VECTORS : Vec0Table.METADATA);
  }

  /** What the column's BLOB is called. */
  static String blob(Vec0Column column) {
    return column.role() == Vec0Column.Role.VECTOR ? "vectors" : "data";
  }

  /** How long it is. */
  int blobLength(Vec0Column column) {
    return VectorChunk.length(column, table.chunkSize());
  }

  /** The table with a column's long texts. */
  private String texts(Vec0Column column) {
    return table.name() + column.numbered(Vec0Table.TEXTS);
  }

  /** The value in the chunk; empty for a text that stands beside it. */
  Optional<SourceValue> read(Vec0Column column, VectorPlace place) {
    byte[] bytes = blobs.read(at(column, place), blobLength(column));
    return new VectorChunk(column, place.chunk(), bytes)
        .value(place.offset())
        .map(VectorSlots::source);
  }

  /** Writes a value that the column takes. */
  void write(Vec0Column column, VectorPlace place, SourceValue value) {
    VectorChunk chunk = chunk(column, place);
    if (value instanceof SourceValue.Whole whole) {
      chunk.put(place.offset(), whole.value());
    } else if (value instanceof SourceValue.Real real) {
      chunk.put(place.offset(), real.value());
    } else if (value instanceof SourceValue.Bytes bytes) {
      chunk.put(place.offset(), bytes.value());
    } else if (value instanceof SourceValue.Text text) {
      byte[] utf8 = text.value().getBytes(StandardCharsets.UTF_8);
      chunk.put(place.offset(), utf8);
      forgetText(column, place);
      if (!VectorChunk.holds(utf8)) {
        statements.update(
            "INSERT INTO " + quote(texts(column)) + " (\"rowid\", \"data\") VALUES (?, ?)",
            place.row(),
            text);
      }
    }
  }

  /** Zeroes the value. */
  void clear(Vec0Column column, VectorPlace place) {
    chunk(column, place).clear(place.offset());
    if (column.text()) {
      forgetText(column, place);
    }
  }

  /** Zeroes the values of all rows. */
  void clearAll(Vec0Column column) {
    blobs.zero(shadow(column), blob(column));
    if (column.text()) {
      statements.update("DELETE FROM " + quote(texts(column)));
    }
  }

  private void forgetText(Vec0Column column, VectorPlace place) {
    statements.update("DELETE FROM " + quote(texts(column)) + " WHERE \"rowid\" = ?", place.row());
  }

  private VectorChunk chunk(Vec0Column column, VectorPlace place) {
    byte[] bytes = blobs.written(at(column, place), blobLength(column));
    return new VectorChunk(column, place.chunk(), bytes);
  }

  /** As the reader, by both of what the module finds chunks by. */
  private ChunkBlobs.Place at(Vec0Column column, VectorPlace place) {
    return new ChunkBlobs.Place(
        shadow(column), blob(column), "\"rowid\" = ? AND _rowid_ = \"rowid\"", place.chunk());
  }

  /** The texts of chunks are UTF-8, whatever the file's encoding. */
  private static SourceValue source(SqliteValue value) {
    Object raw = Objects.requireNonNull(value.raw(), "chunks hold no NULL");
    return switch (value.storage()) {
      case NULL -> SourceValue.NULL;
      case INTEGER -> new SourceValue.Whole((Long) raw);
      case REAL -> new SourceValue.Real((Double) raw);
      case TEXT, TEXT_WITH_NUL ->
          new SourceValue.Text(new String((byte[]) raw, StandardCharsets.UTF_8));
      case BLOB, TEXT_MALFORMED -> new SourceValue.Bytes((byte[]) raw);
    };
  }
}
