package io.tributary.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogRotationTest {
  @TempDir Path directory;

  @Test
  void aProcessGoesOnInTheSameFile() throws IOException {
    Path log = Files.createFile(directory.resolve("broker.log"));
    try (OutputStream process = Files.newOutputStream(log, StandardOpenOption.APPEND)) {
      process.write("one two\n".getBytes());

      new LogRotation(4, 2).look(log);
      process.write("three\n".getBytes());
    }

    assertThat(log).hasContent("three");
    assertThat(directory.resolve("broker.log.1")).hasContent("one two");
    assertThat(Files.getPosixFilePermissions(directory.resolve("broker.log.1"))).hasSize(2);
  }

  @Test
  void theOldestGoesWhenThereAreEnough() throws IOException {
    Path log = directory.resolve("broker.log");
    for (String text : new String[] {"first", "second", "third"}) {
      Files.writeString(log, text);
      new LogRotation(1, 2).look(log);
    }

    assertThat(directory.resolve("broker.log.1")).hasContent("third");
    assertThat(directory.resolve("broker.log.2")).hasContent("second");
    assertThat(directory.resolve("broker.log.3")).doesNotExist();
  }

  @Test
  void aSmallFileStays() throws IOException {
    Path log = Files.writeString(directory.resolve("broker.log"), "few");

    new LogRotation(100, 2).look(log);

    assertThat(log).hasContent("few");
    assertThat(directory.resolve("broker.log.1")).doesNotExist();
  }
}
