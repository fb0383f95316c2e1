package io.tributary.local.demo.setup;

import io.tributary.local.stack.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Removes what an earlier run left: each run of the demo begins anew. */
public final class EarlierRun {
  private EarlierRun() {}

  public static void remove(List<Path> directories) {
    for (Path directory : directories) {
      if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
        removeTree(directory);
      }
    }
  }

  private static void removeTree(Path directory) {
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new StartFailure(
          "The directory " + directory + " of an earlier run cannot be removed: " + e, e);
    }
  }
}
