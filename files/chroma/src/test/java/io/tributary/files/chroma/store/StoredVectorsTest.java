package io.tributary.files.chroma.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.local.chroma.ChromaTables;
import io.tributary.local.chroma.ChromaWriter;
import io.tributary.local.chroma.QueueOperation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredVectorsTest {
  private static final String DB = "default_database";
  private static final float[][] STRANGE = {
    {-0f, 0f},
    {Float.MIN_VALUE, -Float.MIN_VALUE},
    {Float.MAX_VALUE, 1.1754942e-38f},
    {0f, 0f},
    {1f, -3.4028235e38f}
  };

  @TempDir Path root;

  @ParameterizedTest
  @CsvSource({"l2,true", "l2,false", "ip,true", "ip,false", "cosine,false"})
  void keepsEveryBit(String space, boolean persisted) throws Exception {
    // given
    try (ChromaWriter writer = new ChromaWriter(root, ChromaTables.CURRENT)) {
      writer.create(DB, "odd", space, 2);
      for (int i = 0; i < STRANGE.length; i++) {
        writer.write(DB, "odd", QueueOperation.add("v" + i, STRANGE[i]));
      }
      if (persisted) {
        writer.persist(DB, "odd");
      }
    }
    // then
    Map<String, StoredVector> vectors = vectors("odd");
    for (int i = 0; i < STRANGE.length; i++) {
      assertThat(bits(vectors.get("v" + i).numbers())).isEqualTo(bits(STRANGE[i]));
    }
  }

  @Test
  void givesCosineVectorsBackByTheirNorms() throws Exception {
    // given
    float[] sent = {0.1f, -3e7f, 12345.678f};
    try (ChromaWriter writer = new ChromaWriter(root, ChromaTables.CURRENT)) {
      writer.create(DB, "angles", "cosine", 3);
      writer.write(DB, "angles", QueueOperation.add("a", sent));
      writer.write(DB, "angles", QueueOperation.add("zero", 0, 0, 0));
      writer.persist(DB, "angles");
    }
    // then
    Map<String, StoredVector> vectors = vectors("angles");
    assertThat(vectors.get("zero").numbers()).containsExactly(0, 0, 0);
    for (int i = 0; i < sent.length; i++) {
      assertThat((double) vectors.get("a").numbers()[i])
          .isBetween(sent[i] - 2e-7 * Math.abs(sent[i]), sent[i] + 2e-7 * Math.abs(sent[i]));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void replaysTheQueueOverTheFiles(boolean filesAhead) throws Exception {
    // given
    try (ChromaWriter writer = new ChromaWriter(root, ChromaTables.CURRENT)) {
      writer.create(DB, "c", "l2", 1);
      for (String id : List.of("stays", "changes", "goes", "returns", "twice")) {
        writer.write(DB, "c", QueueOperation.add(id, 1));
      }
      writer.persist(DB, "c");
      writer.write(DB, "c", QueueOperation.update("changes", 2));
      writer.write(DB, "c", QueueOperation.delete("goes"));
      writer.write(DB, "c", QueueOperation.delete("returns"));
      writer.write(DB, "c", QueueOperation.add("returns", 3));
      writer.write(DB, "c", QueueOperation.add("twice", 4));
      writer.write(DB, "c", QueueOperation.update("never", 5));
      writer.write(DB, "c", QueueOperation.upsert("new", 6));
      writer.write(DB, "c", QueueOperation.update("stays", (float[]) null));
      if (filesAhead) {
        writer.persistFiles(DB, "c");
      }
    }
    // then
    Map<String, Float> found = new HashMap<>();
    vectors("c").forEach((id, vector) -> found.put(id, vector.numbers()[0]));
    assertThat(found)
        .isEqualTo(Map.of("stays", 1f, "changes", 2f, "returns", 3f, "twice", 1f, "new", 6f));
    try (ChromaStore store = ChromaStore.open(root)) {
      assertThat(store.findings()).isEmpty();
    }
  }

  @Test
  void tellsTheOneSequenceThatDependsOnTheFiles() {
    QueueEntry update = new QueueEntry("a", QueueEntry.Operation.UPDATE, new float[1]);
    QueueEntry add = new QueueEntry("a", QueueEntry.Operation.ADD, new float[1]);
    QueueEntry upsert = new QueueEntry("a", QueueEntry.Operation.UPSERT, new float[1]);
    QueueEntry delete = new QueueEntry("a", QueueEntry.Operation.DELETE, null);
    assertThat(new QueueReplay(List.of(update, add)).doubtful()).isTrue();
    assertThat(new QueueReplay(List.of(add, update)).doubtful()).isFalse();
    assertThat(new QueueReplay(List.of(update, delete, add)).doubtful()).isFalse();
    assertThat(new QueueReplay(List.of(update, add, update)).doubtful()).isFalse();
    assertThat(new QueueReplay(List.of(update, add, upsert)).doubtful()).isFalse();
  }

  @Test
  void doesNotShowWhatTheMetadataSegmentHasNotTakenOver() throws Exception {
    try (ChromaWriter writer = new ChromaWriter(root, ChromaTables.CURRENT)) {
      // given
      writer.create(DB, "c", "l2", 1);
      writer.write(DB, "c", QueueOperation.add("a", 1));
      // when
      long number = writer.queue(DB, "c", QueueOperation.upsert("a", 2));
      // then
      assertThat(vectors("c").get("a").numbers()).containsExactly(1);
      writer.apply(DB, "c", QueueOperation.upsert("a", 2), number);
      assertThat(vectors("c").get("a").numbers()).containsExactly(2);
    }
  }

  @Test
  void keepsAllKindsOfMetadata() throws Exception {
    // given
    Map<String, Object> metadata = new HashMap<>();
    metadata.put("chroma:document", "d\u0001\"\\é🙂\n");
    metadata.put("chroma:uri", "file:///x");
    metadata.put("big", Long.MAX_VALUE);
    metadata.put("small", Long.MIN_VALUE);
    metadata.put("one", 1.0);
    metadata.put("tiny", 4.9e-324);
    metadata.put("yes", true);
    metadata.put("k\"1", "v\u0002\t");
    metadata.put("texts", List.of("b", "a"));
    metadata.put("reals", List.of(1.0, 0.1));
    metadata.put("truths", List.of(true, false));
    try (ChromaWriter writer = new ChromaWriter(root, ChromaTables.CURRENT)) {
      writer.create(DB, "c", null, 1);
      writer.write(DB, "c", QueueOperation.add("id\u0000 \"é", 1).with(metadata));
      writer.write(DB, "c", QueueOperation.add("bare", 1));
    }
    // then
    List<StoredRecord> records = new ArrayList<>();
    try (ChromaStore store = ChromaStore.open(root)) {
      ChromaCollection collection = store.collections().get(0);
      records.addAll(store.records(collection, List.of("id\u0000 \"é", "bare", "absent")));
    }
    assertThat(records).hasSize(2);
    StoredRecord full =
        records.stream().filter(r -> !r.id().equals("bare")).findFirst().orElseThrow();
    assertThat(full.document()).isEqualTo("d\u0001\"\\é🙂\n");
    assertThat(full.uri()).isEqualTo("file:///x");
    assertThat(full.vector().numbers()).containsExactly(1);
    assertThat(full.metadata())
        .isEqualTo(
            "{\"big\": 9223372036854775807, \"k\\\"1\": \"v\\u0002\\t\", \"one\": 1.0,"
                + " \"reals\": [1.0, 0.1], \"small\": -9223372036854775808, \"texts\": [\"b\", \"a\"],"
                + " \"tiny\": 5E-324, \"truths\": [true, false], \"yes\": true}");
  }

  private Map<String, StoredVector> vectors(String name) {
    Map<String, StoredVector> vectors = new HashMap<>();
    try (ChromaStore store = ChromaStore.open(root)) {
      for (ChromaCollection collection : store.collections()) {
        if (collection.name().equals(name)) {
          store.records(collection, record -> vectors.put(record.id(), record.vector()));
        }
      }
    }
    return vectors;
  }

  private static List<Integer> bits(float[] numbers) {
    List<Integer> bits = new ArrayList<>();
    for (float number : numbers) {
      bits.add(Float.floatToRawIntBits(number));
    }
    return bits;
  }
}
