package io.tributary.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where this machine has pg_dump and pg_restore as programs and not as a distribution's wrapper.
 */
final class PostgresClient {
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
  private static final String PROPERTY = "tributary.image.postgres";

  private PostgresClient() {}

  /**
   * The directory that the system property names, else Debian's of the newest version.
   *
   * @throws IllegalStateException where there is none
   */
  static Path directory() throws IOException {
    String named = System.getProperty(PROPERTY, "");
    if (!named.isBlank()) {
      return Path.of(named);
    }
    if (Files.isDirectory(VERSIONS)) {
      try (Stream<Path> versions = Files.list(VERSIONS)) {
        return versions
            .map(version -> version.resolve("bin"))
            .filter(bin -> Files.isExecutable(bin.resolve("pg_dump")))
            .max(Comparator.comparing(Path::toString))
            .orElseThrow(PostgresClient::missing);
      }
    }
    throw missing();
  }

  private static IllegalStateException missing() {
    return new IllegalStateException(
        "There is no pg_dump below %s. Name the directory of one with -D%s=DIRECTORY."
            .formatted(VERSIONS, PROPERTY));
  }
}
