package io.tributary.files.sqlite.back;

import static io.tributary.files.sqlite.SqliteNames.quote;

import io.tributary.files.sqlite.SqliteNames;
import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.sqlite.parser.Vec0Column;
import io.tributary.mapping.sqlite.parser.Vec0Table;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which places of the chunks of a vec0 table are taken: a bit and a rowid for each, as sqlite-vec
 * 0.1.9 keeps them ({@code vec0Update_InsertNextAvailableStep}, {@code vec0_new_chunk}, {@code
 * vec0Update_Delete}). Only the last chunk of a partition gets rows. A chunk that becomes empty
 * stays, as before 0.1.8: those versions lose chunks that are made after one went.
 */
final class VectorPlaces {
  private static final String CHUNK = "\"chunk_id\" = ?";

  private final Vec0Table table;
  private final FileStatements statements;
  private final ChunkBlobs blobs;
  private final VectorSlots slots;
  private final String chunks;

  VectorPlaces(Vec0Table table, FileStatements statements, ChunkBlobs blobs, VectorSlots slots) {
    this.table = table;
    this.statements = statements;
    this.blobs = blobs;
    this.slots = slots;
    this.chunks = table.name() + Vec0Table.CHUNKS;
  }

  /** Takes the first free place for a row. */
  VectorPlace take(long rowid, List<SourceValue> partition) {
    long chunk = latest(partition);
    int offset = chunk < 0 ? -1 : free(chunk);
    if (offset < 0) {
      chunk = made(partition);
      offset = 0;
    }
    validity(chunk)[offset / Byte.SIZE] |= (byte) (1 << (offset % Byte.SIZE));
    rowids(chunk).putLong(offset * Long.BYTES, rowid);
    return new VectorPlace(rowid, chunk, offset);
  }

  /** Gives a row's place up. */
  void free(VectorPlace place) {
    int offset = place.offset();
    validity(place.chunk())[offset / Byte.SIZE] &= (byte) ~(1 << (offset % Byte.SIZE));
    rowids(place.chunk()).putLong(offset * Long.BYTES, 0);
  }

  /** Gives all places up. */
  void freeAll() {
    blobs.zero(chunks, "validity");
    blobs.zero(chunks, "rowids");
  }

  private int free(long chunk) {
    byte[] taken = blobs.read(at(chunk, "validity"), table.chunkSize() / Byte.SIZE);
    for (int offset = 0; offset < table.chunkSize(); offset++) {
      if ((taken[offset / Byte.SIZE] >> (offset % Byte.SIZE) & 1) == 0) {
        return offset;
      }
    }
    return -1;
  }

  private byte[] validity(long chunk) {
    return blobs.written(at(chunk, "validity"), table.chunkSize() / Byte.SIZE);
  }

  private ByteBuffer rowids(long chunk) {
    return ByteBuffer.wrap(blobs.written(at(chunk, "rowids"), table.chunkSize() * Long.BYTES))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private ChunkBlobs.Place at(long chunk, String column) {
    return new ChunkBlobs.Place(chunks, column, CHUNK, chunk);
  }

  private List<Vec0Column> partitions() {
    return table.values().stream()
        .filter(column -> column.role() == Vec0Column.Role.PARTITION)
        .toList();
  }

  /** The number of the partition's last chunk, -1 without one. */
  private long latest(List<SourceValue> partition) {
    String same =
        partitions().stream()
            .map(column -> quote(column.numbered("partition")) + " IS ?")
            .collect(Collectors.joining(" AND "));
    String sql =
        "SELECT ifnull(max(\"chunk_id\"), -1) FROM "
            + quote(chunks)
            + (same.isEmpty() ? "" : " WHERE " + same);
    return statements.done(
        () -> {
          PreparedStatement statement = statements.prepared(sql);
          StoredValues.bind(statement, 1, partition);
          try (ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getLong(1) : -1L;
          }
        });
  }

  /** A new chunk without rows. */
  private long made(List<SourceValue> partition) {
    List<String> columns = new ArrayList<>(List.of("size", "validity", "rowids"));
    partitions().forEach(column -> columns.add(column.numbered("partition")));
    int size = table.chunkSize();
    String sql =
        "INSERT INTO "
            + quote(chunks)
            + columns.stream().map(SqliteNames::quote).collect(Collectors.joining(", ", " (", ")"))
            + " VALUES ("
            + size
            + ", zeroblob("
            + size / Byte.SIZE
            + "), zeroblob("
            + size * Long.BYTES
            + ")"
            + ", ?".repeat(partition.size())
            + ")";
    statements.update(sql, partition.toArray(SourceValue[]::new));
    long chunk = statements.lastRowid();
    for (Vec0Column column : table.values()) {
      if (VectorSlots.holds(column)) {
        statements.update(
            "INSERT INTO "
                + quote(slots.shadow(column))
                + " (_rowid_, \"rowid\", "
                + quote(VectorSlots.blob(column))
                + ") VALUES (?1, ?1, zeroblob(?2))",
            new SourceValue.Whole(chunk),
            new SourceValue.Whole(slots.blobLength(column)));
      }
    }
    return chunk;
  }
}
