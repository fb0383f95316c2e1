package io.tributary.validator.source.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.common.model.TableName;
import io.tributary.mapping.conversion.TextConversion;
import io.tributary.mapping.sqlite.schema.DeclaredType.Affinity;
import io.tributary.mapping.table.ColumnMapping;
import io.tributary.mapping.table.TableMapping;
import io.tributary.validator.load.LoadLimit;
import io.tributary.validator.source.converted.FileTableRows;
import io.tributary.validator.source.sqlite.file.FileRow;
import io.tributary.validator.source.sqlite.file.SqliteFileReader;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that sqlite-vec 0.1.9 wrote, held against what it read from it itself. */
class Vec0TableRowsTest {
  private static final List<String> COLUMNS =
      List.of(
          "rowid",
          "embedding",
          "file_type_group",
          "created_at_timestamp",
          "file_created_at_timestamp",
          "file_created_at_date",
          "app_name",
          "library_id");
  private static final TableMapping MAPPING =
      new TableMapping(
          new TableName("main", "entities_vec_v2"),
          new TableName("x", "y"),
          COLUMNS.stream()
              .map(name -> new ColumnMapping(name, Affinity.TEXT, name, new TextConversion(0)))
              .toList(),
          Map.of(),
          List.of("rowid"));

  @TempDir Path directory;

  @Test
  void readsAllRowsInPiecesAndByKey() throws Exception {
    // given
    Path sample = directory.resolve("sample.db");
    try (InputStream in = unpacked(Path.of("../deploy/samples/pensieve/legacy.db.gz"))) {
      Files.copy(in, sample);
    }
    Map<String, List<String>> expected = expected();
    try (SqliteFileReader file = SqliteFileReader.open(sample, LoadLimit.none())) {
      file.begin();
      FileTableRows rows = new SqliteFileTables(file).rows(MAPPING);
      // when
      Map<String, List<String>> scanned = new TreeMap<>();
      List<FileRow> piece = rows.behind(null, 7);
      while (!piece.isEmpty()) {
        piece.forEach(row -> scanned.put(row.key().get(0), row.row().values()));
        piece = rows.behind(piece.get(piece.size() - 1).place(), 7);
      }
      Map<String, List<String>> found = new TreeMap<>();
      List<List<String>> keys = new ArrayList<>(List.of(List.of("424242")));
      expected.keySet().forEach(key -> keys.add(List.of(key)));
      rows.withKeys(keys).forEach(row -> found.put(row.key().get(0), row.row().values()));
      // then
      assertThat(scanned).hasSize(68).isEqualTo(expected);
      assertThat(found).isEqualTo(expected);
      assertThat(rows.count()).isEqualTo(68);
    }
  }

  private static Map<String, List<String>> expected() throws Exception {
    Map<String, List<String>> expected = new TreeMap<>();
    try (InputStream in =
        unpacked(
            Path.of("../connectors/sqlite/src/test/resources/entities_vec_v2.expected.jsonl.gz"))) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        JsonNode row = new ObjectMapper().readTree(line);
        ByteBuffer bytes = ByteBuffer.allocate(768 * 4).order(ByteOrder.LITTLE_ENDIAN);
        row.path("embedding").forEach(number -> bytes.putFloat((float) number.asDouble()));
        List<String> values =
            new ArrayList<>(COLUMNS.stream().map(name -> row.path(name).asText()).toList());
        values.set(1, "\\x" + HexFormat.of().formatHex(bytes.array()));
        expected.put(values.get(0), values);
      }
    }
    return expected;
  }

  private static InputStream unpacked(Path file) throws Exception {
    return new GZIPInputStream(Files.newInputStream(file));
  }
}
