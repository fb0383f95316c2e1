package io.tributary.files.chroma.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A real directory, held against what its server answered for every live record. */
class ExpectedRecordsTest {
  private static final Path ROOT = Path.of("../../deploy/samples/stoic-emperor/chroma");
  private static final double COSINE_BOUND = 2e-7;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void readsEveryRecordAsTheServerReturnsIt() throws Exception {
    // given
    Map<String, JsonNode> expected = new HashMap<>();
    for (String line : Files.readAllLines(ROOT.resolve("expected.jsonl"))) {
      JsonNode record = JSON.readTree(line);
      expected.put(record.get("collection").asText() + " " + record.get("id").asText(), record);
    }
    // when
    try (ChromaStore store = ChromaStore.open(ROOT)) {
      for (ChromaCollection collection : store.collections()) {
        store.records(
            collection,
            record ->
                same(collection, record, expected.remove(collection.name() + " " + record.id())));
      }
    }
    // then
    assertThat(expected).isEmpty();
  }

  private static void same(ChromaCollection collection, StoredRecord record, JsonNode expected) {
    assertThat(expected).as(record.id()).isNotNull();
    assertThat(record.document()).isEqualTo(expected.get("document").textValue());
    assertThat(record.uri()).isEqualTo(expected.get("uri").textValue());
    assertThat(record.createdAt()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
    try {
      JsonNode metadata = expected.get("metadata");
      if (metadata.isNull() || metadata.isEmpty()) {
        assertThat(record.metadata()).isNull();
      } else {
        assertThat(JSON.readTree(record.metadata())).isEqualTo(metadata);
      }
    } catch (java.io.IOException e) {
      throw new AssertionError(record.metadata(), e);
    }
    JsonNode embedding = expected.get("embedding");
    assertThat(record.vector().flaw()).isEqualTo(StoredVector.Flaw.NONE);
    assertThat(record.vector().numbers()).hasSize(embedding.size());
    for (int i = 0; i < embedding.size(); i++) {
      float number = record.vector().numbers()[i];
      float wanted = (float) embedding.get(i).doubleValue();
      if (collection.space() == DistanceMeasure.COSINE) {
        assertThat(Math.abs((double) number - wanted))
            .isLessThanOrEqualTo(COSINE_BOUND * Math.abs(wanted));
      } else {
        assertThat(Float.floatToRawIntBits(number)).isEqualTo(Float.floatToRawIntBits(wanted));
      }
    }
  }

  @Test
  void namesCollectionsSpacesAndWhatIsLeftOver() {
    try (ChromaStore store = ChromaStore.open(ROOT)) {
      // when
      List<ChromaCollection> collections = store.collections();
      // then
      assertThat(collections)
          .extracting(ChromaCollection::name)
          .containsExactly(
              "episodic", "psychoanalysis", "semantic", "stoic_wisdom", "tiny_ip", "unread");
      assertThat(collections)
          .extracting(ChromaCollection::space)
          .containsExactly(
              DistanceMeasure.L2,
              DistanceMeasure.L2,
              DistanceMeasure.COSINE,
              DistanceMeasure.L2,
              DistanceMeasure.IP,
              DistanceMeasure.COSINE);
      assertThat(collections.get(1).dimension()).isEqualTo(OptionalInt.empty());
      assertThat(collections.get(0).dimension()).hasValue(384);
      assertThat(collections)
          .allSatisfy(
              collection -> {
                assertThat(collection.tenant()).isEqualTo("default_tenant");
                assertThat(collection.database()).isEqualTo("default_database");
              });
      assertThat(store.findings())
          .containsExactly(
              new ChromaFinding(
                  ChromaFinding.Kind.ORPHAN_FOLDER, null, "b2b0b017-62a0-4b2e-83ec-f02a62be0c2c"));
    }
  }
}
