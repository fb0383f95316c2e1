package io.tributary.files.chroma.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.local.chroma.ChromaTables;
import io.tributary.local.chroma.ChromaWriter;
import io.tributary.local.chroma.PickleBytes;
import io.tributary.local.chroma.QueueOperation;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedDirectoryTest {
  private static final String DB = "default_database";

  @TempDir Path root;
  private Path folder;

  private void given(boolean persisted) throws Exception {
    try (ChromaWriter writer = new ChromaWriter(root, ChromaTables.CURRENT)) {
      folder = root.resolve(writer.create(DB, "c", "cosine", 2));
      for (String id : List.of("a", "b", "c")) {
        writer.write(DB, "c", QueueOperation.add(id, 1, 2));
      }
      if (persisted) {
        writer.persist(DB, "c");
      }
    }
  }

  @Test
  void reportsVectorsThatAreGoneWithTheirFolder() throws Exception {
    // given
    given(true);
    for (String file : List.of("header.bin", "index_metadata.pickle", "data_level0.bin")) {
      Files.delete(folder.resolve(file));
    }
    // then, the last row of the queue is left, but behind the position
    assertThat(kinds()).containsExactly("LOST_VECTOR a", "LOST_VECTOR b", "LOST_VECTOR c");
    try (ChromaStore store = ChromaStore.open(root)) {
      StoredRecord record = store.records(store.collections().get(0), List.of("a")).get(0);
      assertThat(record.vector().bytes()).isNull();
    }
  }

  @Test
  void reportsVectorsBehindTheEndOfTheFile() throws Exception {
    given(true);
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve("data_level0.bin").toFile(), "rw")) {
      file.setLength(2 * 148 + 20);
    }
    assertThat(kinds()).containsExactly("LOST_VECTOR c");
  }

  @Test
  void reportsCosineVectorsWithoutNorms() throws Exception {
    given(true);
    Files.delete(folder.resolve("length.bin"));
    assertThat(kinds()).containsExactly("LOST_VECTOR a", "LOST_VECTOR b", "LOST_VECTOR c");
  }

  @Test
  void reportsVectorsWithoutRecordsAndFoldersWithoutSegments() throws Exception {
    // given
    given(true);
    Path orphan = Files.createDirectory(root.resolve("orphan"));
    Files.copy(folder.resolve("header.bin"), orphan.resolve("header.bin"));
    try (ChromaWriter writer = new ChromaWriter(root, null)) {
      writer.update("DELETE FROM embeddings WHERE embedding_id = 'b'");
    }
    // then
    assertThat(kinds()).containsExactly("VECTOR_WITHOUT_RECORD b", "ORPHAN_FOLDER orphan");
  }

  @Test
  void reportsVectorsThatAreNoneByTheirIds() throws Exception {
    try (ChromaWriter writer = new ChromaWriter(root, ChromaTables.CURRENT)) {
      // given
      writer.create(DB, "c", "l2", 2);
      writer.write(DB, "c", QueueOperation.add("fine", 1, 2));
      writer.write(DB, "c", QueueOperation.add("nan", 1, Float.NaN));
      writer.write(DB, "c", QueueOperation.add("infinite", Float.NEGATIVE_INFINITY, 0));
      writer.write(DB, "c", QueueOperation.add("long", 1, 2, 3));
    }
    // then
    assertThat(kinds())
        .containsExactly("NOT_FINITE infinite", "WRONG_DIMENSION long", "NOT_FINITE nan");
  }

  @Test
  void refusesOnlyTheCollectionWhoseVectorsAreElsewhere() throws Exception {
    given(true);
    try (ChromaWriter writer = new ChromaWriter(root, null)) {
      writer.update(
          "UPDATE segments SET type = 'urn:chroma:segment/vector/spann' WHERE scope = 'VECTOR'");
    }
    try (ChromaStore store = ChromaStore.open(root)) {
      ChromaCollection elsewhere = store.collections().get(0);
      assertThatThrownBy(() -> store.records(elsewhere, List.of("a")))
          .hasMessageStartingWith("TRB-CHROMA-SEGMENT-UNKNOWN: collection c ");
    }
  }

  @Test
  void refusesAVectorOfAnotherEncoding() throws Exception {
    given(false);
    try (ChromaWriter writer = new ChromaWriter(root, null)) {
      writer.update("UPDATE embeddings_queue SET encoding = 'INT32' WHERE id = 'b'");
    }
    assertThatThrownBy(this::kinds)
        .hasMessageStartingWith("TRB-CHROMA-QUEUE-ENCODING")
        .hasMessageContaining("id b of collection c ");
  }

  @Test
  void refusesAHeaderThatSaysNothing() throws Exception {
    given(true);
    Files.write(folder.resolve("header.bin"), new byte[100]);
    rest();
    assertThatThrownBy(this::kinds)
        .isInstanceOf(ChromaFailure.class)
        .hasMessageStartingWith("TRB-CHROMA-FOLDER-DAMAGED: " + folder);
  }

  @Test
  void refusesAPickleThatWasLeftHalfWritten() throws Exception {
    // given
    given(true);
    Path pickle = folder.resolve("index_metadata.pickle");
    byte[] whole = Files.readAllBytes(pickle);
    Files.write(pickle, java.util.Arrays.copyOf(whole, whole.length / 2));
    rest();
    // then
    assertThatThrownBy(this::kinds)
        .hasMessageStartingWith("TRB-CHROMA-FOLDER-DAMAGED")
        .hasMessageContaining("half written");
  }

  @Test
  void refusesNormsThatWereLeftHalfWritten() throws Exception {
    // given
    given(true);
    try (RandomAccessFile norms =
        new RandomAccessFile(folder.resolve("length.bin").toFile(), "rw")) {
      norms.setLength(2);
    }
    rest();
    // then
    assertThatThrownBy(this::kinds)
        .hasMessageStartingWith("TRB-CHROMA-FOLDER-DAMAGED")
        .hasMessageContaining("half written");
  }

  /** As if nobody had written the files for long. */
  private void rest() throws IOException {
    for (String file :
        List.of("header.bin", "length.bin", "data_level0.bin", "index_metadata.pickle")) {
      Files.setLastModifiedTime(folder.resolve(file), FileTime.fromMillis(1_000_000));
    }
  }

  @Test
  void refusesPicklesWithAnythingElseInThem() throws IOException {
    Map<Long, String> labels = Map.of(1L, "a");
    assertThat(IdMap.parse(PickleBytes.plain(labels, 1), "x").ids()).isEqualTo(labels);
    IdMap object = IdMap.parse(PickleBytes.object(labels, 1, 2, 77), "x");
    assertThat(object.ids()).isEqualTo(labels);
    assertThat(object.position()).isEqualTo(77);
    for (String pickle :
        List.of(
            "cos\nsystem\n(S'true'\ntR.",
            "\u0080\u0004\u008c\u0002os\u0094\u008c\u0006system\u0094\u0093.",
            "\u0080\u0003}(}Ns.",
            "\u0080\u0003cbuiltins\nobject\n)\u0081.",
            "\u0080\u0003}\u0081.",
            "\u0080\u0003Q.",
            "\u0080\u0003N.",
            "\u0080\u0003NX\u0001\u0000\u0000\u0000aNs.",
            "\u0080\u0003}(}q\u0000h\u0000Nu.",
            "s.")) {
      assertThatThrownBy(() -> IdMap.parse(pickle.getBytes(StandardCharsets.ISO_8859_1), "x"))
          .as(pickle)
          .isInstanceOf(ChromaFailure.class)
          .hasMessageStartingWith("TRB-CHROMA-PICKLE-REFUSED: x");
    }
    assertThatThrownBy(
            () ->
                IdMap.parse(
                    "\u0080\u0003X\u00ff\u00ff\u00ff\u007fa".getBytes(StandardCharsets.ISO_8859_1),
                    "x"))
        .isInstanceOf(TornRead.class);
  }

  @Test
  void refusesAPickleAboveTheLimit() throws Exception {
    given(true);
    assertThatThrownBy(() -> HnswIndex.load(folder, DistanceMeasure.L2, 20))
        .hasMessageStartingWith("TRB-CHROMA-PICKLE-TOO-LARGE")
        .hasMessageContaining("pickle.max.bytes");
  }

  @Test
  void refusesWhatIsNoDirectoryOfAVersionThatItReads() throws Exception {
    assertThatThrownBy(() -> ChromaStore.open(root.resolve("none")))
        .hasMessageStartingWith("TRB-CHROMA-DIRECTORY-MISSING");
    assertThatThrownBy(() -> ChromaStore.open(root))
        .hasMessageStartingWith("TRB-CHROMA-NOT-CHROMA");
    Files.createFile(root.resolve("chroma-embeddings.parquet"));
    assertThatThrownBy(() -> ChromaStore.open(root))
        .hasMessageStartingWith("TRB-CHROMA-FORMAT-0-3")
        .hasMessageContaining("chroma-migrate");
  }

  @Test
  void readsTheTablesOfTheFirstVersion() throws Exception {
    // given
    try (ChromaWriter writer = new ChromaWriter(root, ChromaTables.FIRST)) {
      writer.update("CREATE TABLE embedding_metadata_array (id, key)");
      writer.create(null, "old", "ip", 2);
      writer.update("UPDATE collections SET dimension = 2");
      writer.write(null, "old", QueueOperation.add("a", 1, 2).with(Map.of("n", 3L)));
      writer.persistAsPython(null, "old");
      writer.write(null, "old", QueueOperation.update("a", 3, 4));
      writer.write(null, "old", QueueOperation.add("b", 5, 6));
      writer.update("DROP TABLE embedding_metadata_array");
      writer.update(
          "UPDATE max_seq_id SET seq_id = unhex(printf('%016x', seq_id)) WHERE seq_id = 3");
    }
    // then
    try (ChromaStore store = ChromaStore.open(root)) {
      ChromaCollection old = store.collections().get(0);
      assertThat(old.dimension()).isEqualTo(OptionalInt.of(2));
      assertThat(old.space()).isEqualTo(DistanceMeasure.IP);
      assertThat(old.tenant() + old.database()).isEqualTo("default_tenantdefault_database");
      List<StoredRecord> records = store.records(old, List.of("a", "b"));
      assertThat(records.get(0).vector().numbers()).containsExactly(3, 4);
      assertThat(records.get(0).metadata()).isEqualTo("{\"n\": 3}");
      assertThat(records.get(1).vector().numbers()).containsExactly(5, 6);
    }
  }

  private List<String> kinds() {
    try (ChromaStore store = ChromaStore.open(root)) {
      return store.findings().stream()
          .map(finding -> finding.kind() + " " + finding.name())
          .toList();
    }
  }
}
