package io.tributary.validator.source.chroma;

import io.tributary.mapping.table.ColumnMapping;
import io.tributary.mapping.table.TableMapping;
import io.tributary.validator.source.converted.FileTableRows;
import io.tributary.validator.source.sqlite.file.FileRow;
import io.tributary.validator.source.sqlite.file.KeyText;
import io.tributary.validator.source.sqlite.file.RowColumns;
import io.tributary.validator.source.sqlite.file.SqliteFileReader;
import io.tributary.validator.source.sqlite.file.StoredValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The records of a collection as rows. Records are walked through by the numbers that Chroma gives
 * them; they are named by their ids. For one thread.
 */
final class ChromaRecordRows implements FileTableRows {
  /** Numbers of vectors after which a piece is large enough, whatever its count of rows. */
  private static final int PIECE_NUMBERS = 500_000;

  private static final long PAUSE_MILLIS = 20;
  private static final long PATIENCE_MILLIS = 60_000;

  private final SqliteFileReader file;
  private final TableMapping mapping;
  private final StoredCollection collection;
  private final CollectionVectors vectors;
  private final RowColumns columns;
  private int largest = Integer.MAX_VALUE;

  ChromaRecordRows(
      SqliteFileReader file, TableMapping mapping, StoredCollection collection, long pickleBytes) {
    this.file = file;
    this.mapping = mapping;
    this.collection = collection;
    this.vectors = new CollectionVectors(file, collection, pickleBytes);
    this.columns = new RowColumns(mapping.columns().stream().map(ColumnMapping::source).toList());
  }

  @Override
  public long count() throws SQLException {
    return file.number("SELECT count(*) FROM embeddings WHERE segment_id = ?", collection.records())
        .orElse(0L);
  }

  @Override
  public List<FileRow> behind(@Nullable List<StoredValue> place, int rows) throws SQLException {
    Long after = place == null ? Long.valueOf(Long.MIN_VALUE) : (Long) place.get(0).present();
    return untorn(
        () ->
            rows(
                file.list(
                    select() + "e.id > ? ORDER BY e.id LIMIT " + Math.min(rows, largest),
                    ChromaRecordRows::live,
                    collection.records(),
                    after)));
  }

  @Override
  public List<FileRow> withKeys(Collection<List<String>> keys) throws SQLException {
    return untorn(() -> rows(live(keys)));
  }

  /**
   * A text of a key can stand for bytes, so whatever is found under it has to be held against it.
   */
  private List<Live> live(Collection<List<String>> keys) throws SQLException {
    List<Live> found = new ArrayList<>();
    try (PreparedStatement statement =
        file.prepare(select() + "e.embedding_id = CAST(? AS TEXT)")) {
      statement.setString(1, collection.records());
      for (List<String> key : keys) {
        for (StoredValue meaning : KeyText.meanings(key.get(0), encoding())) {
          if (meaning.storage().startsWith("text")) {
            meaning.bind(statement, 2);
            try (ResultSet row = statement.executeQuery()) {
              if (row.next() && live(row).id().presentText().equals(key.get(0))) {
                found.add(live(row));
              }
            }
          }
        }
      }
    }
    return found;
  }

  private List<FileRow> rows(List<Live> live) throws SQLException {
    Map<Long, StoredMetadata> metadata =
        StoredMetadata.read(file, live.stream().map(Live::number).toList());
    Map<String, Live> byId =
        live.stream()
            .collect(
                Collectors.toMap(Live::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    Map<String, float[]> numbers = vectors.of(byId.keySet());
    numbers.values().stream()
        .findFirst()
        .ifPresent(vector -> largest = Math.max(1, PIECE_NUMBERS / Math.max(1, vector.length)));
    return byId.entrySet().stream()
        .map(
            record ->
                row(
                    record.getValue(),
                    metadata.getOrDefault(record.getValue().number(), new StoredMetadata()),
                    vector(numbers.get(record.getKey()))))
        .toList();
  }

  private FileRow row(Live live, StoredMetadata metadata, StoredValue vector) {
    List<StoredValue> cells = new ArrayList<>();
    for (ColumnMapping column : mapping.columns()) {
      cells.add(
          switch (column.source()) {
            case "id" -> live.id();
            case "document" -> metadata.own(StoredMetadata.DOCUMENT);
            case ChromaCollections.VECTOR -> vector;
            case "metadata" -> metadata.json();
            case "uri" -> metadata.own(StoredMetadata.URI);
            case "created_at" -> live.createdAt();
            default ->
                throw new IllegalArgumentException("a record has no column " + column.source());
          });
    }
    StoredValue place = StoredValue.integer(live.number());
    return FileRow.of(List.of(place), List.of(live.id().presentText()), columns, cells);
  }

  private static StoredValue vector(float @Nullable [] numbers) {
    if (numbers == null) {
      return StoredValue.NULL;
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(numbers);
    return StoredValue.blob(bytes.array());
  }

  /** A folder that is being written takes another read, as its position can move on only then. */
  private List<FileRow> untorn(Reading reading) throws SQLException {
    long began = System.nanoTime();
    while (true) {
      try {
        return reading.rows();
      } catch (TornFolderRead torn) {
        if (System.nanoTime() - began > PATIENCE_MILLIS * 1_000_000) {
          throw ChromaFailures.of(
              file.path().resolveSibling(collection.vectors()),
              "it is being written all the time (" + torn.getMessage() + ").",
              torn);
        }
        file.end();
        file.rest(PAUSE_MILLIS);
        file.begin();
      }
    }
  }

  private static String select() {
    return "SELECT e.id, typeof(e.embedding_id), e.embedding_id, typeof(e.created_at), e.created_at"
        + " FROM embeddings AS e WHERE e.segment_id = ? AND ";
  }

  private static Live live(ResultSet row) throws SQLException {
    return new Live(
        row.getLong(1),
        StoredValue.read(row, 2, StandardCharsets.UTF_8),
        StoredValue.read(row, 4, StandardCharsets.UTF_8));
  }

  @Override
  public Charset encoding() {
    return StandardCharsets.UTF_8;
  }

  /** A row of the list of live records. */
  private record Live(long number, StoredValue id, StoredValue createdAt) {
    /** As it is in the queue and in the folder. */
    String name() {
      return new String((byte[]) id.present(), StandardCharsets.UTF_8);
    }
  }

  /** Something that is read together with the folder. */
  @FunctionalInterface
  private interface Reading {
    List<FileRow> rows() throws SQLException;
  }
}
