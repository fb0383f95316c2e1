package io.tributary.connect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** A file whose vectors sqlite-vec 0.1.9 itself wrote, held against what it read from it. */
class SampleVectorsIT {

  @Test
  void givesAllVectorsAsTheModuleReadsThem() throws Exception {
    try (Source source = new Source("WAL")) {
      // given
      source.writer().close();
      try (InputStream sample =
          new GZIPInputStream(
              Files.newInputStream(Path.of("../../deploy/samples/pensieve/legacy.db.gz")))) {
        Files.copy(sample, source.file(), StandardCopyOption.REPLACE_EXISTING);
      }
      // when
      source.with("table.include.list", "main\\.entities_vec_v2").start().catchUp();
      // then
      assertThat(source.replica().rows("entities_vec_v2")).hasSize(68).isEqualTo(expected());
      // and: what changes in place is found among all rows, also where these are several pieces
      try (Writer writer = Writer.on(source.file())) {
        writer.execute(
            "UPDATE entities_vec_v2_metadatachunks04 SET data = x'0900000000000000' || substr(data, 9);");
      }
      source.clock().advance(Duration.ofSeconds(2));
      source.catchUp();
      assertThat(source.replica().rows("entities_vec_v2"))
          .hasSize(68)
          .filteredOn(row -> row.endsWith(", 9]"))
          .hasSize(2);
    }
  }

  private static List<String> expected() throws IOException {
    List<String> rows = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    SampleVectorsIT.class.getResourceAsStream(
                        "/entities_vec_v2.expected.jsonl.gz")),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        rows.add(row(new ObjectMapper().readTree(line)));
      }
    }
    return rows.stream().sorted().toList();
  }

  private static String row(JsonNode row) {
    ByteBuffer bytes =
        ByteBuffer.allocate(row.path("embedding").size() * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    row.path("embedding").forEach(number -> bytes.putFloat((float) number.asDouble()));
    return List.of(
            row.path("rowid").asText(),
            "\\x" + HexFormat.of().formatHex(bytes.array()),
            row.path("file_type_group").asText(),
            row.path("created_at_timestamp").asText(),
            row.path("file_created_at_timestamp").asText(),
            row.path("file_created_at_date").asText(),
            row.path("app_name").asText(),
            row.path("library_id").asText())
        .toString();
  }
}
