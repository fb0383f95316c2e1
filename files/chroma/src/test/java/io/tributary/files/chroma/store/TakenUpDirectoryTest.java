package io.tributary.files.chroma.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withPrecision;

import io.tributary.local.chroma.ChromaWriter;
import io.tributary.local.chroma.QueueOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in for an application goes on in a directory that a real server has written. */
class TakenUpDirectoryTest {
  private static final Path SAMPLE = Path.of("../../deploy/samples/stoic-emperor/chroma");
  private static final String DB = "default_database";
  private static final List<String> COLLECTIONS =
      List.of("episodic", "semantic", "stoic_wisdom", "tiny_ip", "unread", "psychoanalysis");

  @TempDir Path root;

  @Test
  void keepsWhatIsThereAndTakesMore() throws Exception {
    // given
    copySample();
    Map<String, float[]> expected = vectors();
    // when
    try (ChromaWriter writer = new ChromaWriter(root, null)) {
      for (String name : COLLECTIONS) {
        writer.open(DB, name);
        float[] vector = new float[name.equals("episodic") || name.equals("semantic") ? 384 : 3];
        vector[1] = 0.5f;
        String first =
            expected.keySet().stream()
                .filter(key -> key.startsWith(name + " "))
                .map(key -> key.substring(name.length() + 1))
                .sorted()
                .findFirst()
                .orElse("none");
        writer.write(DB, name, QueueOperation.add("demo-1", vector));
        writer.write(DB, name, QueueOperation.add("demo-2", vector));
        writer.persist(DB, name);
        writer.write(DB, name, QueueOperation.delete("demo-2"));
        writer.write(DB, name, QueueOperation.update(first, vector));
        expected.put(name + " demo-1", vector);
        expected.replace(name + " " + first, vector);
        // then
        requireSame(expected, name);
        writer.persist(DB, name);
        requireSame(expected, name + " persisted");
      }
    }
    try (ChromaStore store = ChromaStore.open(root)) {
      assertThat(store.findings())
          .extracting(ChromaFinding::kind)
          .containsOnly(ChromaFinding.Kind.ORPHAN_FOLDER);
    }
  }

  private void copySample() throws IOException {
    try (Stream<Path> paths = Files.walk(SAMPLE)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        Path to = root.resolve(SAMPLE.relativize(path).toString());
        Files.createDirectories(to.getParent());
        Files.copy(path, to);
      }
    }
  }

  /** What a cosine index takes over from the queue is rounded. */
  private void requireSame(Map<String, float[]> expected, String why) {
    Map<String, float[]> found = vectors();
    assertThat(found.keySet()).as(why).isEqualTo(expected.keySet());
    found.forEach(
        (key, vector) ->
            assertThat(vector)
                .as(why + ": " + key)
                .containsExactly(expected.get(key), withPrecision(1e-6f)));
  }

  private Map<String, float[]> vectors() {
    Map<String, float[]> vectors = new HashMap<>();
    try (ChromaStore store = ChromaStore.open(root)) {
      for (ChromaCollection collection : store.collections()) {
        store.records(
            collection,
            record ->
                vectors.put(collection.name() + " " + record.id(), record.vector().numbers()));
      }
    }
    return vectors;
  }
}
