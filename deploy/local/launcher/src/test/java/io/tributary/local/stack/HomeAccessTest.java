package io.tributary.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeAccessTest {
  @TempDir Path root;

  @Test
  void anotherUserFindsNothingToReadEvenWhereAnEarlierVersionLetHim() throws IOException {
    // given
    StackLayout layout = new StackLayout(root, root.resolve("home"));
    Files.createDirectories(layout.kafka());
    Files.setPosixFilePermissions(layout.kafka(), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(layout.kafka().resolve("segment.log"), "rows");

    // when
    new LocalStack(layout, line -> {}).close();

    // then
    assertThat(reachable(layout.home())).isEmpty();
    assertThat(new KafkaLogins(layout.kafkaClients()).properties(KafkaLogins.OPERATOR)).exists();
  }

  /** Files that somebody else may read, seen from the directories above them. */
  private static List<Path> reachable(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(HomeAccessTest::forOthers)
          .flatMap(
              entry -> {
                try {
                  return Files.isDirectory(entry) ? reachable(entry).stream() : Stream.of(entry);
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              })
          .toList();
    }
  }

  private static boolean forOthers(Path entry) {
    try {
      String bits = PosixFilePermissions.toString(Files.getPosixFilePermissions(entry));
      return !bits.endsWith("------");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
