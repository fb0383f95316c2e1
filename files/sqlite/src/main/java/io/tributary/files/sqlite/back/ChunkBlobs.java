package io.tributary.files.sqlite.back;

import static io.tributary.files.sqlite.SqliteNames.quote;

import io.tributary.files.sqlite.SqliteError;
import io.tributary.mapping.conversion.SourceValue;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The BLOBs of chunks that a transaction works on: each has many rows, and some megabytes, so it is
 * read and written once for many changes. Statements cannot change a part of a BLOB; SQLite writes
 * only the pages that differ.
 */
final class ChunkBlobs {
  private static final long MOST_BYTES = 32L << 20;

  private final FileStatements statements;
  private final Map<Place, Blob> blobs = new LinkedHashMap<>(16, 0.75f, true);
  private long held;

  ChunkBlobs(FileStatements statements) {
    this.statements = statements;
  }

  /**
   * Where a BLOB is.
   *
   * @param table the table beside the virtual one
   * @param column its column
   * @param condition what finds the row of a chunk by its number
   */
  record Place(String table, String column, String condition, long chunk) {}

  private static final class Blob {
    private final byte[] bytes;
    private boolean changed;

    Blob(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  /** The BLOB, which must have that length; it is only looked at. */
  byte[] read(Place place, int length) {
    return blob(place, length).bytes;
  }

  /** The same, to be changed before another one is asked for. */
  byte[] written(Place place, int length) {
    Blob blob = blob(place, length);
    blob.changed = true;
    return blob.bytes;
  }

  private Blob blob(Place place, int length) {
    Blob known = blobs.get(place);
    if (known == null) {
      known = new Blob(stored(place, length));
      blobs.put(place, known);
      held += length;
      evict();
    }
    return known;
  }

  private byte[] stored(Place place, int length) {
    String sql =
        "SELECT "
            + quote(place.column())
            + " FROM "
            + quote(place.table())
            + " WHERE "
            + place.condition();
    List<byte[]> found =
        statements.done(() -> statements.sqlite().list(sql, row -> row.getBytes(1), place.chunk()));
    if (found.size() != 1 || found.get(0) == null || found.get(0).length != length) {
      throw SqliteError.TABLE_UNREADABLE.failure(
          "chunk "
              + place.chunk()
              + " in "
              + place.table()
              + "."
              + place.column()
              + " is missing, or has not the "
              + length
              + " bytes that the virtual table's declaration asks for. Repair the table with"
              + " sqlite-vec");
    }
    return found.get(0);
  }

  /** The one asked for last stays. */
  private void evict() {
    Iterator<Map.Entry<Place, Blob>> eldest = blobs.entrySet().iterator();
    while (held > MOST_BYTES && blobs.size() > 1) {
      Map.Entry<Place, Blob> blob = eldest.next();
      write(blob.getKey(), blob.getValue());
      held -= blob.getValue().bytes.length;
      eldest.remove();
    }
  }

  /** Writes what has changed. */
  void flush() {
    blobs.forEach(this::write);
  }

  private void write(Place place, Blob blob) {
    if (!blob.changed) {
      return;
    }
    String sql =
        "UPDATE "
            + quote(place.table())
            + " SET "
            + quote(place.column())
            + " = ?1 WHERE "
            + place.condition().replace("?", "?2");
    statements.update(sql, new SourceValue.Bytes(blob.bytes), new SourceValue.Whole(place.chunk()));
    blob.changed = false;
  }

  /** Zeroes a BLOB of every chunk. */
  void zero(String table, String column) {
    flush();
    forget();
    statements.update(
        "UPDATE "
            + quote(table)
            + " SET "
            + quote(column)
            + " = zeroblob(length("
            + quote(column)
            + "))");
  }

  /** Forgets what was read, and what has changed since the last {@link #flush}. */
  void forget() {
    blobs.clear();
    held = 0;
  }
}
