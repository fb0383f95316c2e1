package io.tributary.common.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody puts a link in the way of a file between the moment its path was resolved and its use.
 */
class FileReplacementTest {
  @TempDir Path temporary;

  private Path granted;
  private Path others;

  @BeforeEach
  void fill() throws IOException {
    Path directory = Files.createDirectory(temporary.toRealPath().resolve("granted"));
    granted = Files.writeString(directory.resolve(".env"), "DB=old\n");
    others = Files.createDirectory(temporary.toRealPath().resolve("others"));
    Files.writeString(others.resolve(".env"), "DB=theirs\n");
  }

  @Test
  void replacesNoFileOfAnotherDirectory() throws IOException {
    swapDirectory();

    assertRefused(() -> FileReplacement.replace(granted, "DB=new\n", ".before-c-1"));
    assertThat(others.toFile().list()).containsExactly(".env");
  }

  @Test
  void replacesNoneWhereAnEarlierAttemptHasKeptTheOldOne() throws IOException {
    Files.writeString(others.resolve(".env.before-c-1"), "DB=kept\n");
    swapDirectory();

    assertRefused(() -> FileReplacement.replace(granted, "DB=new\n", ".before-c-1"));
    assertThat(others.resolve(".env.before-c-1")).content().isEqualTo("DB=kept\n");
    assertThat(others.toFile().list()).containsExactlyInAnyOrder(".env", ".env.before-c-1");
  }

  @Test
  void triesNothingOutInAnotherDirectory() throws IOException {
    swapDirectory();

    assertRefused(() -> FileReplacement.tryOut(granted));
    assertThat(others.toFile().list()).containsExactly(".env");
  }

  @Test
  void replacesNoFileThatALinkInItsPlaceLeadsTo() throws IOException {
    Files.delete(granted);
    Files.createSymbolicLink(granted, others.resolve(".env"));

    assertRefused(() -> FileReplacement.replace(granted, "DB=new\n", ".before-c-1"));
    assertThat(granted).isSymbolicLink();
    assertThat(granted.getParent().toFile().list()).containsExactly(".env");
  }

  private void swapDirectory() throws IOException {
    Files.move(granted.getParent(), temporary.resolve("moved"));
    Files.createSymbolicLink(granted.getParent(), others);
  }

  private void assertRefused(ThrowingCallable attempt) {
    assertThatThrownBy(attempt)
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining(granted.toString())
        .hasMessageContaining("a link is on the way to it now");
    assertThat(others.resolve(".env")).content().isEqualTo("DB=theirs\n");
  }
}
