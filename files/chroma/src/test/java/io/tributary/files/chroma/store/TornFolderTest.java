package io.tributary.files.chroma.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.local.chroma.ChromaTables;
import io.tributary.local.chroma.ChromaWriter;
import io.tributary.local.chroma.QueueOperation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a folder holds while the application writes it is no fault of the folder. */
class TornFolderTest {
  private static final String DB = "default_database";
  private static final String PICKLE = "index_metadata.pickle";
  private static final long WRITTEN = 1_000_000;
  private static final long LONG = 60_000;

  @TempDir Path root;
  private Path folder;
  private ChromaCollection collection;
  private byte[] whole;

  @BeforeEach
  void persistedFolder() throws Exception {
    try (ChromaWriter writer = new ChromaWriter(root, ChromaTables.CURRENT)) {
      folder = root.resolve(writer.create(DB, "c", "l2", 2));
      writer.write(DB, "c", QueueOperation.add("a", 1, 2));
      writer.persist(DB, "c");
    }
    try (ChromaStore store = ChromaStore.open(root)) {
      collection = store.collections().get(0);
    }
    whole = Files.readAllBytes(folder.resolve(PICKLE));
    written();
  }

  @Test
  void postponesAPickleWithTextWhereAnInstructionShouldBe() throws IOException {
    // given, of the kind that a rewrite leaves for a moment: new bytes, and old ones behind them
    Files.write(folder.resolve(PICKLE), "\u0080-2f7c".getBytes());
    written();
    // then
    assertTorn(folders(WRITTEN + 1_000));
    assertTorn(folders(WRITTEN + 9_000));
    assertThatThrownBy(() -> folders(WRITTEN + LONG).index(collection))
        .hasMessageStartingWith("TRB-CHROMA-PICKLE-REFUSED");
  }

  @Test
  void postponesAHeaderThatSaysNothingYet() throws IOException {
    Files.write(folder.resolve("header.bin"), new byte[100]);
    written();
    assertTorn(folders(WRITTEN + 1_000));
    assertThatThrownBy(() -> folders(WRITTEN + LONG).index(collection))
        .hasMessageStartingWith("TRB-CHROMA-FOLDER-DAMAGED");
  }

  @Test
  void doesNotBlameFilesThatRestedUntilTheyWereRead() throws IOException {
    // given a folder that nobody has written for long
    Instant now = Instant.ofEpochMilli(WRITTEN + LONG);
    Clock writerInBetween =
        new Clock() {
          private boolean written;

          @Override
          public Instant instant() {
            if (!written) {
              written = true;
              write("\u0080-2f7c".getBytes());
            }
            return now;
          }

          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };
    VectorFolders folders = new VectorFolders(root, Integer.MAX_VALUE, writerInBetween);
    // when it is written behind the look at its marks
    assertTorn(folders);
    // then it is read once the write has ended
    write(whole);
    assertThat(folders.index(collection).ids()).containsExactly("a");
  }

  @Test
  void waitsWhereAnotherWriteCouldNotBeTold() throws IOException {
    assertTorn(folders(WRITTEN + 5));
    assertThat(folders(WRITTEN + 100).index(collection).ids()).containsExactly("a");
  }

  @Test
  void postponesAFolderWhoseFilesGoAwayMeanwhile() throws IOException {
    HnswIndex index = folders(WRITTEN + LONG).index(collection);
    Files.delete(folder.resolve("data_level0.bin"));
    assertThatThrownBy(() -> index.vectors(List.of("a"))).isInstanceOf(TornRead.class);
  }

  private VectorFolders folders(long millis) {
    return new VectorFolders(
        root, Integer.MAX_VALUE, Clock.fixed(Instant.ofEpochMilli(millis), ZoneOffset.UTC));
  }

  private void assertTorn(VectorFolders folders) {
    assertThatThrownBy(() -> folders.index(collection)).isInstanceOf(TornRead.class);
  }

  private void write(byte[] pickle) {
    try {
      Files.write(folder.resolve(PICKLE), pickle);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void written() throws IOException {
    for (String file : List.of("header.bin", "length.bin", "data_level0.bin", PICKLE)) {
      Files.setLastModifiedTime(folder.resolve(file), FileTime.fromMillis(WRITTEN));
    }
  }
}
