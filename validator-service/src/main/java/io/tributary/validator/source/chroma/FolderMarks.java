package io.tributary.validator.source.chroma;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Identity, size and time of the files of an HNSW folder, by which a change of them is noticed.
 *
 * @param files of each
 * @param newest when one of them was written last
 */
record FolderMarks(List<String> files, Instant newest) {
  /** Within this time of a write another one may leave the same time behind. */
  private static final Duration BLURRED = Duration.ofMillis(50);

  /** A write that is half done for so long was given up. */
  private static final Duration LEFT = Duration.ofSeconds(10);

  static final String HEADER = "header.bin";
  static final String SLOTS = "data_level0.bin";
  static final String NORMS = "length.bin";
  static final String IDS = "index_metadata.pickle";

  static FolderMarks of(Path folder) {
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
    return new FolderMarks(files, newest);
  }

  /** Whether a write now would be noticed. */
  boolean sharp() {
    return !since(BLURRED);
  }

  /** Whether the last write has ended, or was given up. */
  boolean left() {
    return !since(LEFT);
  }

  /** Whether the files were left before they were marked, and nobody has written them since. */
  boolean atRest(Path folder) {
    return left() && same(of(folder));
  }

  private boolean since(Duration span) {
    Instant now = Instant.now();
    // A time to come is that of another clock, and says nothing.
    return newest.isAfter(now.minus(span)) && !newest.isAfter(now.plusSeconds(1));
  }

  boolean same(FolderMarks other) {
    return files.equals(other.files);
  }
}
