package io.tributary.validator.source.chroma;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.json.Json;
import io.tributary.validator.neighbour.VectorSpace;
import io.tributary.validator.source.sqlite.file.SqliteFileReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads which collections a Chroma directory has; inside of a read.
 *
 * @param file {@code chroma.sqlite3}
 */
record CollectionCatalog(SqliteFileReader file) {
  private static final String FOLDERS = "urn:chroma:segment/vector/hnsw-local-persisted";

  /** All collections that there are now. */
  List<StoredCollection> collections() throws SQLException {
    StoredColumns columns = new StoredColumns(file);
    if (!columns.table("collections") || !columns.table("embeddings")) {
      throw ChromaFailures.of(
          file.path(), "it has no tables of Chroma's. Give the directory that Chroma persists to.");
    }
    Map<String, Segment> segments = segments();
    Map<String, String> declared = declaredSpaces(columns);
    boolean databases = columns.table("databases");
    return file.list(
        "SELECT c.id, c.name, "
            + (databases ? "d.tenant_id, d.name, " : "'default_tenant', 'default_database', ")
            + columns.named("collections", "c", "schema_str")
            + ", "
            + columns.named("collections", "c", "config_json_str")
            + " FROM collections AS c"
            + (databases ? " JOIN databases AS d ON d.id = c.database_id" : ""),
        row -> {
          String id = row.getString(1);
          Segment records = segments.getOrDefault(id + " METADATA", Segment.NONE);
          Segment vectors = segments.getOrDefault(id + " VECTOR", Segment.NONE);
          return new StoredCollection(
              id,
              row.getString(3),
              row.getString(4),
              row.getString(2),
              space(declared.get(id), row.getString(5), row.getString(6)),
              records.id(),
              vectors.id(),
              vectors.type().equals(FOLDERS));
        });
  }

  /** Changes when a collection comes, goes, or is made again. */
  long version() throws SQLException {
    return file.list(
            "SELECT c.id, c.name, s.id FROM collections AS c"
                + " LEFT JOIN segments AS s ON s.collection = c.id ORDER BY 1, 3",
            row -> row.getString(1) + row.getString(2) + row.getString(3))
        .hashCode();
  }

  private Map<String, Segment> segments() throws SQLException {
    Map<String, Segment> segments = new HashMap<>();
    file.list(
        "SELECT collection, scope, id, type FROM segments",
        row ->
            segments.put(
                row.getString(1) + " " + row.getString(2),
                new Segment(row.getString(3), row.getString(4))));
    return segments;
  }

  private Map<String, String> declaredSpaces(StoredColumns columns) throws SQLException {
    Map<String, String> spaces = new HashMap<>();
    if (columns.table("collection_metadata")) {
      file.list(
          "SELECT collection_id, str_value FROM collection_metadata WHERE key = 'hnsw:space'",
          row -> spaces.put(row.getString(1), row.getString(2)));
    }
    return spaces;
  }

  private VectorSpace space(
      @Nullable String declared, @Nullable String schema, @Nullable String configuration) {
    List<String> said = new ArrayList<>();
    said.add(declared);
    said.add(at(schema, "keys", "#embedding", "float_list", "vector_index", "config", "space"));
    said.add(at(configuration, "hnsw", "space"));
    said.add(at(configuration, "hnsw_configuration", "space"));
    String label = said.stream().filter(s -> s != null).findFirst().orElse(VectorSpace.L2.label());
    return Stream.of(VectorSpace.values())
        .filter(space -> space.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                ChromaFailures.of(
                    file.path(), "it has a collection of the unknown space " + label + "."));
  }

  private @Nullable String at(@Nullable String json, String... path) {
    try {
      JsonNode node =
          json == null ? null : Json.read(json.getBytes(StandardCharsets.UTF_8), JsonNode.class);
      for (String name : path) {
        node = node == null ? null : node.get(name);
      }
      return node == null || !node.isTextual() ? null : node.textValue();
    } catch (UncheckedIOException e) {
      throw ChromaFailures.of(
          file.path(),
          "the settings of a collection at " + Arrays.toString(path) + " are no JSON.",
          e);
    }
  }

  private record Segment(String id, String type) {
    static final Segment NONE = new Segment("", "");
  }
}
