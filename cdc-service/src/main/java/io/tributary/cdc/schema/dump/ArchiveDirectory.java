package io.tributary.cdc.schema.dump;

import io.tributary.cdc.schema.plan.SchemaPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory for archives, readable by this user only, gone when closed.
 *
 * @param directory the directory
 */
record ArchiveDirectory(Path directory) implements AutoCloseable {

  static ArchiveDirectory create() {
    try {
      return new ArchiveDirectory(Files.createTempDirectory("tributary-schema"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  /** Writes a plan's archive. */
  Path archiveOf(SchemaPlan plan) {
    try {
      return Files.write(file("plan.archive"), Base64.getDecoder().decode(plan.archive()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String encode(Path archive) {
    try {
      return Base64.getEncoder().encodeToString(Files.readAllBytes(archive));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(directory)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
