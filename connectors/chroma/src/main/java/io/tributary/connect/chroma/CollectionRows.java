package io.tributary.connect.chroma;

import static io.tributary.connect.sqlite.Names.literal;

import io.tributary.connect.chroma.store.ChromaReader;
import io.tributary.connect.chroma.store.Collection;
import io.tributary.connect.chroma.store.StoredRecord;
import io.tributary.connect.chroma.store.TornRead;
import io.tributary.connect.sqlite.Affinity;
import io.tributary.connect.sqlite.Column;
import io.tributary.connect.sqlite.NotNow;
import io.tributary.connect.sqlite.Relation;
import io.tributary.connect.sqlite.Sqlite;
import io.tributary.connect.sqlite.Value;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The records of a collection as rows.
 *
 * @param collection null when there is none any more, which has no rows
 */
record CollectionRows(ChromaReader reader, Collection collection) implements Relation {
  static final List<String> KEY = List.of("id");
  private static final String ID = "t.embedding_id";

  /** The columns; the declared type of the vectors tells their length, once known, and space. */
  List<Column> columns() {
    return List.of(
        new Column("id", "TEXT", Affinity.TEXT, true, 1, false),
        new Column("document", "TEXT", Affinity.TEXT, false, 0, false),
        new Column("embedding", vectors(collection), Affinity.BLOB, false, 0, false),
        new Column("metadata", "TEXT", Affinity.TEXT, false, 0, false),
        new Column("uri", "TEXT", Affinity.TEXT, false, 0, false),
        new Column("created_at", "TEXT", Affinity.TEXT, false, 0, false));
  }

  /** How the vectors of a collection are declared, such as {@code float[384] cosine}. */
  static String vectors(Collection collection) {
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
  public List<List<Value>> rows(Sqlite sqlite, List<List<Value>> read) throws SQLException {
    if (read.isEmpty()) {
      return List.of();
    }
    List<String> ids = read.stream().map(row -> text(row.get(0))).toList();
    Map<String, StoredRecord> records = new HashMap<>();
    try {
      reader.records(collection, ids).forEach(record -> records.put(record.id(), record));
    } catch (TornRead e) {
      throw new NotNow(e);
    }
    List<List<Value>> rows = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      rows.add(row(read.get(i).get(0), records.get(ids.get(i))));
    }
    return rows;
  }

  private static List<Value> row(Value id, StoredRecord record) {
    byte[] vector = record.vector().bytes();
    return List.of(
        id,
        text(record.document()),
        vector == null ? Value.NULL : Value.blob(vector),
        text(record.metadata()),
        text(record.uri()),
        text(record.createdAt()));
  }

  private static Value text(String text) {
    return text == null
        ? Value.NULL
        : Value.text(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static String text(Value id) {
    return new String((byte[]) id.raw(), StandardCharsets.UTF_8);
  }

  @Override
  public boolean watched() {
    return false;
  }
}
