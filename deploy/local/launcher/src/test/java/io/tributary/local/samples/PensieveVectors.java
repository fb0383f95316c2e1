package io.tributary.local.samples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** What sqlite-vec itself read from the file, and changes as it writes them. */
final class PensieveVectors {
  private static final List<String> COLUMNS =
      List.of(
          "file_type_group",
          "created_at_timestamp",
          "file_created_at_timestamp",
          "file_created_at_date",
          "app_name",
          "library_id");
  private static final int DIMENSIONS = 768;

  /**
   * A row goes, one comes into its place and takes its values over, and the first number of another
   * vector changes; the module writes the last two by BLOB handles, and here too no trigger is on
   * the tables that are written.
   */
  static final String CHANGES =
      "BEGIN; CREATE TEMP TABLE place AS SELECT chunk_id, chunk_offset FROM entities_vec_v2_rowids WHERE rowid = 3;"
          + " DELETE FROM entities_vec_v2_rowids WHERE rowid = 3;"
          + " INSERT INTO entities_vec_v2_rowids(rowid) VALUES (1003);"
          + " UPDATE entities_vec_v2_rowids SET (chunk_id, chunk_offset) = (SELECT * FROM temp.place) WHERE rowid = 1003;"
          + " UPDATE entities_vec_v2_chunks SET rowids = CAST(substr(rowids, 1, (SELECT chunk_offset * 8 FROM temp.place))"
          + "  || x'eb03000000000000' || substr(rowids, (SELECT chunk_offset * 8 + 9 FROM temp.place)) AS BLOB)"
          + "  WHERE chunk_id = (SELECT chunk_id FROM temp.place);"
          + " UPDATE entities_vec_v2_metadatatext00 SET rowid = 1003 WHERE rowid = 3;"
          + " UPDATE entities_vec_v2_metadatatext03 SET rowid = 1003 WHERE rowid = 3;"
          + " DROP TABLE temp.place;"
          + first(7, "0000803f")
          + " COMMIT;";

  /** Another number of a vector. */
  static final String LAST = first(9, "00000040");

  private PensieveVectors() {}

  private static String first(int rowid, String number) {
    return " UPDATE entities_vec_v2_vector_chunks00 SET vectors = CAST(substr(vectors, 1, o) || x'%s'"
            .formatted(number)
        + " || substr(vectors, o + 5) AS BLOB)"
        + " FROM (SELECT chunk_id AS c, chunk_offset * 3072 AS o FROM entities_vec_v2_rowids WHERE rowid = %d)"
            .formatted(rowid)
        + " WHERE rowid = c;";
  }

  static void change(TreeMap<Long, List<Object>> rows) {
    rows.put(1003L, rows.remove(3L));
    rows.put(7L, withFirst(rows.get(7L), 1f));
  }

  static void changeLast(TreeMap<Long, List<Object>> rows) {
    rows.put(9L, withFirst(rows.get(9L), 2f));
  }

  private static List<Object> withFirst(List<Object> row, float number) {
    List<Object> changed = new ArrayList<>(row);
    List<Float> vector = new ArrayList<>((List<Float>) changed.get(0));
    vector.set(0, number);
    changed.set(0, vector);
    return changed;
  }

  /** By rowid, the vector and then the other columns as text. */
  static TreeMap<Long, List<Object>> expected(Path root) throws IOException {
    TreeMap<Long, List<Object>> rows = new TreeMap<>();
    Path file =
        root.resolve("connectors/sqlite/src/test/resources/entities_vec_v2.expected.jsonl.gz");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      ObjectMapper json = new ObjectMapper();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode row = json.readTree(line);
        List<Float> vector = new ArrayList<>(DIMENSIONS);
        row.path("embedding").forEach(number -> vector.add((float) number.asDouble()));
        List<Object> values = new ArrayList<>(List.of(vector));
        COLUMNS.forEach(column -> values.add(row.path(column).asText()));
        rows.put(row.path("rowid").asLong(), values);
      }
    }
    return rows;
  }

  /** The same from the target. */
  static TreeMap<Long, List<Object>> rows(Connection target) throws SQLException {
    TreeMap<Long, List<Object>> rows = new TreeMap<>();
    try (Statement statement = target.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT rowid, embedding::vector(768)::real[], "
                    + String.join(", ", COLUMNS)
                    + " FROM pensieve.entities_vec_v2")) {
      while (row.next()) {
        List<Object> values = new ArrayList<>();
        values.add(List.of((Float[]) row.getArray(2).getArray()));
        for (int i = 0; i < COLUMNS.size(); i++) {
          values.add(row.getString(3 + i));
        }
        rows.put(row.getLong(1), values);
      }
    }
    return rows;
  }
}
