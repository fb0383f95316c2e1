package io.tributary.files.chroma.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads which collections there are. Columns that came or went between versions count as NULL. */
final class ChromaCatalog {
  private static final String SQLITE_METADATA = "urn:chroma:segment/metadata/sqlite";
  private static final String HNSW = "urn:chroma:segment/vector/hnsw-local-persisted";
  private static final String DEFAULT_TENANT = "default_tenant";
  private static final String DEFAULT_DATABASE = "default_database";
  private static final String SCHEMA_SPACE =
      "$.keys.\"#embedding\".float_list.vector_index.config.space";
  private static final List<String> CONFIGURED_SPACES =
      List.of("$.hnsw.space", "$.hnsw_configuration.space");

  private final ChromaLayout tables;
  private final ChromaQuery query;

  ChromaCatalog(Connection connection, ChromaLayout tables) {
    this.tables = tables;
    this.query = new ChromaQuery(connection);
  }

  /**
   * By tenant, database and name. A collection without segments was never opened and is left out.
   */
  List<ChromaCollection> collections() throws SQLException {
    Map<String, Map<String, String>> segments = segments();
    Map<String, DistanceMeasure> declared = declaredSpaces();
    String join =
        tables.has("databases") && tables.has("collections", "database_id")
            ? " LEFT JOIN databases AS d ON d.id = c.database_id"
            : " LEFT JOIN (SELECT NULL AS name, NULL AS tenant_id) AS d";
    List<ChromaCollection> collections = new ArrayList<>();
    query.each(
        "SELECT c.id, c.name, "
            + tables.column("collections", "c", "dimension")
            + ", d.tenant_id, d.name, "
            + text("schema_str", List.of(SCHEMA_SPACE))
            + ", "
            + text("config_json_str", CONFIGURED_SPACES)
            + " FROM collections AS c"
            + join
            + " ORDER BY 4, 5, 2, 1",
        row -> {
          String id = row.getString(1);
          int dimension = row.getInt(3);
          OptionalInt known = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(dimension);
          DistanceMeasure space = declared.get(id);
          if (space == null) {
            space = configured(row.getString(6), row.getString(7));
          }
          String tenant = row.getString(4) == null ? DEFAULT_TENANT : row.getString(4);
          String database = row.getString(5) == null ? DEFAULT_DATABASE : row.getString(5);
          Map<String, String> own = segments.getOrDefault(id, Map.of());
          String metadata = own.get(SQLITE_METADATA);
          if (metadata != null) {
            collections.add(
                new ChromaCollection(
                    id,
                    tenant,
                    database,
                    row.getString(2),
                    known,
                    space,
                    metadata,
                    own.getOrDefault(HNSW, ""),
                    otherSegment(own)));
          }
        });
    return collections;
  }

  private static DistanceMeasure configured(String schema, String config) {
    return DistanceMeasure.of(schema)
        .or(() -> DistanceMeasure.of(config))
        .orElse(DistanceMeasure.DEFAULT);
  }

  /** The names of all segments, by which folders are told. */
  Set<String> segmentIds() throws SQLException {
    return new HashSet<>(query.list("SELECT id FROM segments", row -> row.getString(1)));
  }

  private static @Nullable String otherSegment(Map<String, String> segments) {
    return segments.keySet().stream()
        .filter(type -> !type.equals(HNSW) && !type.equals(SQLITE_METADATA))
        .findFirst()
        .orElse(null);
  }

  private Map<String, Map<String, String>> segments() throws SQLException {
    Map<String, Map<String, String>> segments = new HashMap<>();
    query.each(
        "SELECT collection, type, id FROM segments WHERE collection IS NOT NULL",
        row ->
            segments
                .computeIfAbsent(row.getString(1), id -> new TreeMap<>())
                .put(row.getString(2), row.getString(3)));
    return segments;
  }

  /**
   * Rows of collection_metadata are the oldest way to say it, and the newest versions obey them.
   */
  private Map<String, DistanceMeasure> declaredSpaces() throws SQLException {
    Map<String, DistanceMeasure> spaces = new LinkedHashMap<>();
    query.each(
        "SELECT collection_id, str_value FROM collection_metadata WHERE key = 'hnsw:space'",
        row -> {
          String collection = row.getString(1);
          DistanceMeasure.of(row.getString(2)).ifPresent(space -> spaces.put(collection, space));
        });
    return spaces;
  }

  /** The first text under one of the paths; SQLite's JSON is asked, so that no parser is needed. */
  private String text(String column, List<String> paths) {
    if (!tables.has("collections", column)) {
      return "NULL";
    }
    StringBuilder sql = new StringBuilder("CASE WHEN json_valid(c." + column + ") THEN coalesce(");
    for (String path : paths) {
      sql.append("json_extract(c.").append(column).append(", '").append(path).append("'), ");
    }
    return sql.append("NULL) END").toString();
  }
}
