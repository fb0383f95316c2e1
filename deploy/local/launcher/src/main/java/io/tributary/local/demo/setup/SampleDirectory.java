package io.tributary.local.demo.setup;

import io.tributary.local.stack.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The legacy Chroma directory of a sample: a copy of one that a server has written.
 *
 * @param sample what is copied
 * @param directory which is made
 */
record SampleDirectory(Path sample, Path directory) {
  /** What the server returned for every record, which is for tests. */
  private static final String EXPECTED = "expected.jsonl";

  void make() {
    try (Stream<Path> tree = Files.walk(sample)) {
      List<Path> paths = tree.filter(path -> !path.endsWith(EXPECTED)).toList();
      for (Path path : paths) {
        Path copy = directory.resolve(sample.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(path, copy);
        }
      }
    } catch (IOException e) {
      throw new StartFailure("The sample directory " + directory + " was not made: " + e, e);
    }
  }
}
