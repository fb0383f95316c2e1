package io.tributary.files.chroma.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the records of a collection without their vectors: what its metadata segment holds. */
final class MetadataSegment {
  private static final String DOCUMENT = "chroma:document";
  private static final String URI = "chroma:uri";
  private static final String SELECT =
      "SELECT id, embedding_id, created_at FROM embeddings WHERE segment_id = ? AND ";

  private final ChromaLayout tables;
  private final ChromaQuery query;

  MetadataSegment(Connection connection, ChromaLayout tables) {
    this.tables = tables;
    this.query = new ChromaQuery(connection);
  }

  /** The next records in the order of their ids' bytes. */
  List<StoredRecord> page(ChromaCollection collection, @Nullable String after, int rows)
      throws SQLException {
    String segment = collection.metadataSegment();
    String order = " ORDER BY embedding_id LIMIT " + rows;
    return described(
        after == null
            ? query.list(SELECT + "TRUE" + order, MetadataSegment::row, segment)
            : query.list(
                SELECT + "embedding_id > ?" + order, MetadataSegment::row, segment, after));
  }

  /** Those of these ids that have a record. */
  List<StoredRecord> of(ChromaCollection collection, List<String> ids) throws SQLException {
    return described(
        query.list(
            SELECT + "embedding_id IN (SELECT value FROM json_each(?))",
            MetadataSegment::row,
            collection.metadataSegment(),
            ChromaJson.array(ids)));
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(row.getLong(1), row.getString(2), row.getString(3), new TreeMap<>());
  }

  private List<StoredRecord> described(List<Row> rows) throws SQLException {
    Map<Long, Row> byNumber = new LinkedHashMap<>();
    rows.forEach(row -> byNumber.put(row.number(), row));
    String numbers = ChromaJson.array(new ArrayList<>(byNumber.keySet()));
    query.each("SELECT id, key, " + values("embedding_metadata") + where(), one(byNumber), numbers);
    if (tables.has("embedding_metadata_array")) {
      query.each(
          "SELECT id, key, " + values("embedding_metadata_array") + where() + " ORDER BY m.rowid",
          element(byNumber),
          numbers);
    }
    return rows.stream().map(Row::record).toList();
  }

  private String values(String table) {
    return "m.string_value, m.int_value, m.float_value, "
        + tables.column(table, "m", "bool_value")
        + " FROM "
        + table
        + " AS m";
  }

  private static String where() {
    return " WHERE m.id IN (SELECT value FROM json_each(?))";
  }

  private static ChromaQuery.RowReader one(Map<Long, Row> rows) {
    return row -> metadata(rows, row).put(row.getString(2), value(row));
  }

  private static ChromaQuery.RowReader element(Map<Long, Row> rows) {
    Map<Long, Map<String, List<@Nullable Object>>> lists = new HashMap<>();
    return row -> {
      String key = row.getString(2);
      List<@Nullable Object> list =
          lists
              .computeIfAbsent(row.getLong(1), number -> new HashMap<>())
              .computeIfAbsent(key, name -> new ArrayList<>());
      list.add(value(row));
      metadata(rows, row).put(key, list);
    };
  }

  private static Map<String, @Nullable Object> metadata(Map<Long, Row> rows, ResultSet value)
      throws SQLException {
    return Objects.requireNonNull(
            rows.get(value.getLong(1)), "only the values of these rows are asked for")
        .metadata();
  }

  /** The one value of the four that is there; none for a NaN, which SQLite makes NULL. */
  private static @Nullable Object value(ResultSet row) throws SQLException {
    String text = row.getString(3);
    if (text != null) {
      return text;
    }
    long integer = row.getLong(4);
    if (!row.wasNull()) {
      return integer;
    }
    double real = row.getDouble(5);
    if (!row.wasNull()) {
      return real;
    }
    boolean truth = row.getInt(6) != 0;
    return row.wasNull() ? null : truth;
  }

  /** A row of embeddings, with its metadata as it is found. */
  private record Row(
      long number, String id, String createdAt, Map<String, @Nullable Object> metadata) {
    StoredRecord record() {
      String document = text(DOCUMENT);
      String uri = text(URI);
      return new StoredRecord(
          id,
          document,
          uri,
          metadata.isEmpty() ? null : ChromaJson.object(metadata),
          createdAt,
          StoredVector.LOST);
    }

    private @Nullable String text(String key) {
      Object value = metadata.remove(key);
      return value == null ? null : value.toString();
    }
  }
}
