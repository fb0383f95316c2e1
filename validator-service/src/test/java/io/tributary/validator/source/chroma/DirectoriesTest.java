package io.tributary.validator.source.chroma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.error.TributaryException;
import io.tributary.validator.source.chroma.SmallDirectory.Slot;
import io.tributary.validator.source.sqlite.file.FileRow;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories of all ages and states. */
class DirectoriesTest {
  private static final List<Slot> SLOTS =
      List.of(
          new Slot(1, "a", false, 2, 0.5f, -0.0f),
          new Slot(2, "gone", true, 1, 9, 9),
          new Slot(3, "b", false, 4, 1, 0.25f));

  @TempDir Path root;

  @Test
  void replaysWhatTheSegmentOfRecordsHasTakenOverAndNothingMore() throws Exception {
    try (SmallDirectory directory = new SmallDirectory(root, false, "l2")) {
      // given
      directory.folder(2, SmallDirectory.plain(SLOTS), SLOTS);
      directory.queue(0, "a", 7, 7);
      directory.position(SmallDirectory.FOLDER, 1);
      directory.queue(0, "a", 8, 8);
      directory.queue(1, "b", 3, 4);
      directory.queue(1, "b");
      directory.queue(2, "c", 5, 6);
      directory.queue(1, "nobody", 1, 1);
      for (String id : List.of("a", "b", "c", "lost")) {
        directory.record(id);
      }
      directory.position(SmallDirectory.RECORDS, 6);
      directory.queue(1, "c", 0, 0);
      directory.queue(3, "a");
      // then: an add of what is there changes nothing, and what is not taken over is not there yet
      Map<String, FileRow> rows = ReadCollection.all(root, "c", 2);
      assertThat(rows).containsOnlyKeys("a", "b", "c", "lost");
      assertThat(bits(rows.get("a"))).isEqualTo(bits(0.5f, -0.0f));
      assertThat(bits(rows.get("b"))).isEqualTo(bits(3, 4));
      assertThat(bits(rows.get("c"))).isEqualTo(bits(5, 6));
      assertThat(ReadCollection.numbers(rows.get("lost"))).isNull();
    }
  }

  @Test
  void multipliesNormalisedVectorsWithTheirNorms() throws Exception {
    try (SmallDirectory directory = new SmallDirectory(root, false, "cosine")) {
      // given
      Path folder = directory.folder(2, SmallDirectory.plain(SLOTS), SLOTS);
      directory.record("a");
      directory.record("b");
      // then
      assertThat(bits(ReadCollection.all(root, "c", 9).get("b"))).isEqualTo(bits(4, 1));
      // when the norms are lost, so are the vectors
      Files.delete(folder.resolve("length.bin"));
      assertThat(ReadCollection.numbers(ReadCollection.all(root, "c", 9).get("b"))).isNull();
    }
  }

  @Test
  void readsTheTablesPositionsAndPickleOfTheFirstVersion() throws Exception {
    try (SmallDirectory directory = new SmallDirectory(root, true, "ip")) {
      // given: a position in the pickle, and a queue that was never purged
      for (String id : List.of("a", "b")) {
        directory.queue(0, id, 1, 1);
        directory.record(id);
      }
      directory.queue(2, "b", 6, 7);
      directory.position(SmallDirectory.RECORDS, 3);
      directory.folder(2, SmallDirectory.object(SLOTS, 2), SLOTS);
      directory.run(
          "INSERT INTO embedding_metadata VALUES (1, 'chroma:document', 'text', NULL, NULL),"
              + " (1, 'n', NULL, 3, NULL), (1, 'f', NULL, NULL, 2.0)");
      // then
      Map<String, FileRow> rows = ReadCollection.all(root, "c", 9);
      assertThat(rows.get("a").row().value("document")).isEqualTo("text");
      assertThat(rows.get("a").row().value("metadata")).isEqualTo("{\"f\": 2.0, \"n\": 3}");
      assertThat(bits(rows.get("a"))).isEqualTo(bits(0.5f, -0.0f));
      assertThat(bits(rows.get("b"))).isEqualTo(bits(6, 7));
    }
  }

  @Test
  void hasNoVectorWhereTheFolderOrThePlaceIsGone() throws Exception {
    try (SmallDirectory directory = new SmallDirectory(root, false, "l2")) {
      // given
      directory.record("a");
      directory.record("b");
      assertThat(ReadCollection.numbers(ReadCollection.all(root, "c", 9).get("a"))).isNull();
      // when it is cut
      Path folder = directory.folder(2, SmallDirectory.plain(SLOTS), SLOTS);
      try (RandomAccessFile file =
          new RandomAccessFile(folder.resolve("data_level0.bin").toFile(), "rw")) {
        file.setLength(2 * 156 + 20);
      }
      directory.written(60);
      // then
      Map<String, FileRow> rows = ReadCollection.all(root, "c", 9);
      assertThat(bits(rows.get("a"))).isEqualTo(bits(0.5f, -0.0f));
      assertThat(ReadCollection.numbers(rows.get("b"))).isNull();
    }
  }

  @Test
  void readsAgainWhileThePickleIsBeingWritten() throws Exception {
    try (SmallDirectory directory = new SmallDirectory(root, false, "l2")) {
      // given
      byte[] whole = SmallDirectory.plain(SLOTS);
      directory.record("a");
      directory.folder(2, Arrays.copyOf(whole, 30), SLOTS);
      directory.written(1);
      Thread writer =
          new Thread(
              () -> {
                try {
                  directory.folder(2, whole, SLOTS);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      // when
      writer.start();
      Map<String, FileRow> rows = ReadCollection.all(root, "c", 9);
      writer.join();
      // then
      assertThat(bits(rows.get("a"))).isEqualTo(bits(0.5f, -0.0f));
    }
  }

  @Test
  void saysWhichFileWasLeftHalfWritten() throws Exception {
    try (SmallDirectory directory = new SmallDirectory(root, false, "l2")) {
      directory.record("a");
      directory.folder(2, Arrays.copyOf(SmallDirectory.plain(SLOTS), 30), SLOTS);
      assertThatThrownBy(() -> ReadCollection.all(root, "c", 9))
          .isInstanceOf(TributaryException.class)
          .hasMessageContaining("index_metadata.pickle")
          .hasMessageContaining("half written");
      Files.write(root.resolve(SmallDirectory.FOLDER).resolve("header.bin"), new byte[100]);
      Files.write(
          root.resolve(SmallDirectory.FOLDER).resolve("index_metadata.pickle"),
          SmallDirectory.plain(SLOTS));
      directory.written(60);
      assertThatThrownBy(() -> ReadCollection.all(root, "c", 9))
          .hasMessageContaining("header.bin says nothing sensible");
    }
  }

  @Test
  void readsVectorsThatAreNoneAsTheyAre() throws Exception {
    try (SmallDirectory directory = new SmallDirectory(root, false, "l2")) {
      directory.queue(0, "nan", 1, Float.NaN);
      directory.queue(0, "long", 1, 2, 3);
      directory.record("nan");
      directory.record("long");
      directory.position(SmallDirectory.RECORDS, 2);
      Map<String, FileRow> rows = ReadCollection.all(root, "c", 9);
      assertThat(bits(rows.get("nan"))).isEqualTo(bits(1, Float.NaN));
      assertThat(bits(rows.get("long"))).isEqualTo(bits(1, 2, 3));
      // when a vector is of another kind
      directory.run("UPDATE embeddings_queue SET encoding = 'INT32' WHERE id = 'nan'");
      assertThatThrownBy(() -> ReadCollection.all(root, "c", 9))
          .hasMessageContaining("id nan of collection c")
          .hasMessageContaining("INT32");
    }
  }

  @Test
  void findsIdsThatCannotBeTexts() throws Exception {
    try (SmallDirectory directory = new SmallDirectory(root, false, "l2")) {
      directory.queue(0, "\\x6100", 1, 2);
      directory.record("\\x6100");
      directory.run(
          "INSERT INTO embeddings (segment_id, embedding_id, seq_id) VALUES ('"
              + SmallDirectory.RECORDS
              + "', CAST(x'6200' AS TEXT), 1)");
      directory.position(SmallDirectory.RECORDS, 1);
      assertThat(ReadCollection.all(root, "c", 9)).containsOnlyKeys("\\x6100", "\\x6200");
      Map<String, FileRow> found =
          ReadCollection.of(root, "c", List.of("\\x6100", "\\x6200", "\\x6300"));
      assertThat(found).containsOnlyKeys("\\x6100", "\\x6200");
      assertThat(bits(found.get("\\x6100"))).isEqualTo(bits(1, 2));
    }
  }

  private static List<Integer> bits(FileRow row) {
    return bits(ReadCollection.numbers(row));
  }

  private static List<Integer> bits(float... numbers) {
    Integer[] bits = new Integer[numbers.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(numbers[i]);
    }
    return List.of(bits);
  }
}
