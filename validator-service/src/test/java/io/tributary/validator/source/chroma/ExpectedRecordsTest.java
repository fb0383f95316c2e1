package io.tributary.validator.source.chroma;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.validator.source.sqlite.file.FileRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every record of a real directory, held against what Chroma's server returned for it. */
class ExpectedRecordsTest {
  static final Path SAMPLE = Path.of("../deploy/samples/stoic-emperor/chroma");
  private static final Set<String> COSINE = Set.of("semantic", "unread");
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void readsEveryRecordInPiecesAndById() throws Exception {
    // given
    Map<String, Map<String, JsonNode>> expected = new HashMap<>();
    for (String line : Files.readAllLines(SAMPLE.resolve("expected.jsonl"))) {
      JsonNode record = JSON.readTree(line);
      expected
          .computeIfAbsent(record.get("collection").asText(), name -> new HashMap<>())
          .put(record.get("id").asText(), record);
    }
    assertThat(expected.values().stream().mapToInt(Map::size).sum()).isEqualTo(1609);
    for (Map.Entry<String, Map<String, JsonNode>> collection : expected.entrySet()) {
      String name = collection.getKey();
      // when
      Map<String, FileRow> scanned = ReadCollection.all(SAMPLE, name, 7);
      List<String> ids = new ArrayList<>(collection.getValue().keySet());
      ids.add("nobody");
      Map<String, FileRow> found = ReadCollection.of(SAMPLE, name, ids);
      // then
      assertThat(scanned.keySet()).isEqualTo(collection.getValue().keySet());
      assertThat(new HashSet<>(found.values())).hasSameSizeAs(scanned.values());
      assertThat(ReadCollection.count(SAMPLE, name)).isEqualTo(scanned.size());
      for (Map.Entry<String, FileRow> row : scanned.entrySet()) {
        assertThat(found.get(row.getKey()).row()).isEqualTo(row.getValue().row());
        requireEqual(
            row.getValue(), collection.getValue().get(row.getKey()), COSINE.contains(name));
      }
    }
  }

  private static void requireEqual(FileRow row, JsonNode expected, boolean rounded)
      throws Exception {
    String id = expected.get("id").asText();
    assertThat(row.row().value("id")).isEqualTo(id);
    assertThat(row.row().value("document")).as(id).isEqualTo(text(expected, "document"));
    assertThat(row.row().value("uri")).as(id).isEqualTo(text(expected, "uri"));
    String metadata = row.row().value("metadata");
    // Trees compare 1 and 1.0 as two; of an empty object and none the server itself is not sure.
    JsonNode empty = JSON.createObjectNode();
    JsonNode wanted = expected.get("metadata").isNull() ? empty : expected.get("metadata");
    assertThat(metadata == null ? empty : JSON.readTree(metadata)).as(id).isEqualTo(wanted);
    assertThat(row.row().value("created_at")).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
    float[] numbers = ReadCollection.numbers(row);
    assertThat(numbers).as(id).hasSize(expected.get("embedding").size());
    for (int i = 0; i < numbers.length; i++) {
      float returned = Float.parseFloat(expected.get("embedding").get(i).asText());
      if (rounded) {
        assertThat(Math.abs(numbers[i] - returned)).isLessThanOrEqualTo(2e-7f * Math.abs(returned));
      } else {
        assertThat(Float.floatToRawIntBits(numbers[i]))
            .isEqualTo(Float.floatToRawIntBits(returned));
      }
    }
  }

  private static String text(JsonNode record, String name) {
    return record.get(name).isNull() ? null : record.get(name).asText();
  }

  @Test
  void readsNothingOfCollectionsThatHaveNothingOrAreGone() throws Exception {
    assertThat(ReadCollection.all(SAMPLE, "psychoanalysis", 10)).isEmpty();
    assertThat(ReadCollection.all(SAMPLE, "deleted_one", 10)).isEmpty();
    assertThat(ReadCollection.count(SAMPLE, "deleted_one")).isZero();
  }
}
