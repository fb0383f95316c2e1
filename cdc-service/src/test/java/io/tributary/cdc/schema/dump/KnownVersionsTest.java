package io.tributary.cdc.schema.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownVersionsTest {
  private static final String PRINTED = "pg_dump (PostgreSQL) %d.4";
  private static final int SERVER = 150_004;

  @TempDir private Path directory;
  private KnownVersions versions;
  private Path program;
  private int asked;

  @BeforeEach
  void makeProgram() throws IOException {
    program = Files.writeString(directory.resolve("pg_dump"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    versions = new KnownVersions(() -> "/nowhere:" + directory);
  }

  @Test
  void aProgramIsAskedOnce() {
    // when
    ask(program.toString(), 15);

    // then
    assertThat(ask(program.toString(), 16)).isEqualTo(PRINTED.formatted(15));
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void aProgramThatIsFoundInPathIsAskedOnce() {
    // when
    ask("pg_dump", 15);

    // then
    assertThat(ask("pg_dump", 16)).isEqualTo(PRINTED.formatted(15));
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void aProgramWhoseFileIsAnotherIsAskedAgain() throws IOException {
    // given
    ask(program.toString(), 15);

    // when
    Files.setLastModifiedTime(program, FileTime.from(Instant.EPOCH));

    // then
    assertThat(ask(program.toString(), 16)).isEqualTo(PRINTED.formatted(16));
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void aProgramThatWasTooOldIsAskedAgainThoughItsFileIsTheSame() {
    // given
    ask(program.toString(), 14);

    // then
    assertThat(ask(program.toString(), 15)).isEqualTo(PRINTED.formatted(15));
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void aProgramThatIsNotFoundIsAskedEachTime() {
    // when
    ask("pg_dumb", 15);
    ask("pg_dumb", 15);

    // then
    assertThat(asked).isEqualTo(2);
  }

  private String ask(String name, int answer) {
    return versions.of(
        name,
        SERVER,
        () -> {
          asked++;
          return PRINTED.formatted(answer);
        });
  }
}
