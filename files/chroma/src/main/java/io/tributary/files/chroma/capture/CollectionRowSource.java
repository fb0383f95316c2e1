package io.tributary.files.chroma.capture;

import static io.tributary.files.sqlite.SqliteNames.literal;

import io.tributary.files.chroma.store.ChromaCollection;
import io.tributary.files.chroma.store.ChromaDirectoryReader;
import io.tributary.files.chroma.store.StoredRecord;
import io.tributary.files.chroma.store.TornRead;
import io.tributary.files.sqlite.ReadPostponed;
import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.SqliteValue;
import io.tributary.files.sqlite.table.CaptureColumn;
import io.tributary.files.sqlite.table.RowSource;
import io.tributary.files.sqlite.table.TypeAffinity;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The records of a collection as rows.
 *
 * @param collection null when there is none any more, which has no rows
 */
record CollectionRowSource(ChromaDirectoryReader reader, @Nullable ChromaCollection collection)
    implements RowSource {
  static final List<String> KEY = List.of("id");
  private static final String ID = "t.embedding_id";

  /** The columns; the declared type of the vectors tells their length, once known, and space. */
  List<CaptureColumn> columns() {
    return List.of(
        new CaptureColumn("id", "TEXT", TypeAffinity.TEXT, true, 1, false),
        new CaptureColumn("document", "TEXT", TypeAffinity.TEXT, false, 0, false),
        new CaptureColumn("embedding", vectors(collection), TypeAffinity.BLOB, false, 0, false),
        new CaptureColumn("metadata", "TEXT", TypeAffinity.TEXT, false, 0, false),
        new CaptureColumn("uri", "TEXT", TypeAffinity.TEXT, false, 0, false),
        new CaptureColumn("created_at", "TEXT", TypeAffinity.TEXT, false, 0, false));
  }

  /** How the vectors of a collection are declared, such as {@code float[384] cosine}. */
  static String vectors(@Nullable ChromaCollection collection) {
    if (collection == null) {
      return "BLOB";
    }
    OptionalInt dimension = collection.dimension();
    return "float["
        + (dimension.isPresent() ? dimension.getAsInt() : "")
        + "] "
        + collection.space().label();
  }

  @Override
  public String from() {
    return collection == null
        ? "(SELECT NULL AS embedding_id WHERE FALSE)"
        : "(SELECT embedding_id FROM embeddings WHERE segment_id = "
            + literal(collection.metadataSegment())
            + ")";
  }

  @Override
  public String key(String column) {
    return ID;
  }

  @Override
  public String present() {
    return ID;
  }

  @Override
  public List<String> scanOrder() {
    return List.of(ID);
  }

  @Override
  public List<String> read() {
    return List.of(ID);
  }

  @Override
  public List<List<SqliteValue>> rows(SqliteSession sqlite, List<List<SqliteValue>> read)
      throws SQLException {
    if (collection == null || read.isEmpty()) {
      return List.of();
    }
    List<String> ids = read.stream().map(row -> text(row.get(0))).toList();
    Map<String, StoredRecord> records = new HashMap<>();
    try {
      reader.records(collection, ids).forEach(record -> records.put(record.id(), record));
    } catch (TornRead e) {
      throw new ReadPostponed(e);
    }
    List<List<SqliteValue>> rows = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      rows.add(
          row(
              read.get(i).get(0),
              Objects.requireNonNull(
                  records.get(ids.get(i)), "its id was read in the same transaction")));
    }
    return rows;
  }

  private static List<SqliteValue> row(SqliteValue id, StoredRecord record) {
    byte[] vector = record.vector().bytes();
    return List.of(
        id,
        text(record.document()),
        vector == null ? SqliteValue.NULL : SqliteValue.blob(vector),
        text(record.metadata()),
        text(record.uri()),
        text(record.createdAt()));
  }

  private static SqliteValue text(@Nullable String text) {
    return text == null
        ? SqliteValue.NULL
        : SqliteValue.text(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static String text(SqliteValue id) {
    return new String((byte[]) id.raw(), StandardCharsets.UTF_8);
  }

  @Override
  public boolean watched() {
    return false;
  }
}
