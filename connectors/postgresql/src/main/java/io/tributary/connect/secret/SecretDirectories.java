package io.tributary.connect.secret;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Directories below which a worker reads secrets. What is compared and read is where a path really
 * leads; links are followed once.
 *
 * @param directories absolute
 * @param withheld files and directories below them that are not read
 */
record SecretDirectories(List<Path> directories, List<Path> withheld) {

  /** Paths with commas between them; none for null. */
  static List<Path> parse(@Nullable Object value) {
    return value == null
        ? List.of()
        : Arrays.stream(value.toString().split(",", -1))
            .map(String::strip)
            .filter(path -> !path.isEmpty())
            .map(path -> Path.of(path).toAbsolutePath())
            .toList();
  }

  /**
   * The text of a file.
   *
   * @throws ConfigException when it is not below a directory
   * @throws IOException when it cannot be read
   */
  String text(String named) throws IOException {
    Path real = real(named);
    if (!below(real, directories) || below(real, withheld)) {
      throw refused(named);
    }
    try (SeekableByteChannel channel =
        Files.newByteChannel(real, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      if (!real.toRealPath().equals(real)) {
        throw new NoSuchFileException(named);
      }
      return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Nobody learns by the message whether a file is there that he may not name. */
  private Path real(String named) throws IOException {
    Path path = Path.of(named).toAbsolutePath();
    try {
      return path.toRealPath();
    } catch (IOException e) {
      if (!below(path.normalize(), directories)) {
        throw refused(named);
      }
      throw e;
    }
  }

  private static boolean below(Path real, List<Path> places) throws IOException {
    for (Path place : places) {
      if (real.startsWith(Files.exists(place) ? place.toRealPath() : place.normalize())) {
        return true;
      }
    }
    return false;
  }

  private static ConfigException refused(String named) {
    return new ConfigException(
        "secret file %s is not granted to connectors: it is not below a directory that config.providers.file.param.directories of the Connect worker names"
            .formatted(named));
  }
}
