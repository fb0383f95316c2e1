package io.tributary.validator.chroma;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * By what a folder's files are told from what they were: identity, size and time.
 *
 * @param files of each
 * @param newest when one of them was written last
 */
record Marks(List<String> files, Instant newest) {
  /** Within this time of a write another one may leave the same time behind. */
  private static final Duration BLURRED = Duration.ofMillis(50);

  /** Nobody writes for so long and leaves half of it. */
  private static final Duration LEFT = Duration.ofSeconds(10);

  static final String HEADER = "header.bin";
  static final String SLOTS = "data_level0.bin";
  static final String NORMS = "length.bin";
  static final String IDS = "index_metadata.pickle";

  static Marks of(Path folder) {
    List<String> files = new ArrayList<>();
    Instant newest = Instant.MIN;
    for (String name : List.of(HEADER, SLOTS, NORMS, IDS)) {
      try {
        BasicFileAttributes of =
            Files.readAttributes(folder.resolve(name), BasicFileAttributes.class);
        Instant written = of.lastModifiedTime().toInstant();
        files.add(of.fileKey() + " " + of.size() + " " + written);
        newest = written.isAfter(newest) ? written : newest;
      } catch (IOException e) {
        files.add("none");
      }
    }
    return new Marks(files, newest);
  }

  /** Whether a write now would be noticed. */
  boolean sharp() {
    return !since(BLURRED);
  }

  /** Whether whoever wrote last has ended, or will not go on. */
  boolean left() {
    return !since(LEFT);
  }

  private boolean since(Duration span) {
    Instant now = Instant.now();
    // A time to come is that of another clock, and says nothing.
    return newest.isAfter(now.minus(span)) && !newest.isAfter(now.plusSeconds(1));
  }

  boolean same(Marks other) {
    return files.equals(other.files);
  }
}
