package io.tributary.validator.source.chroma;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderMarksTest {
  @TempDir Path folder;

  @Test
  void doesNotTakeFilesForLeftThatAreWrittenAfterTheyWereMarked() throws IOException {
    // given a folder that nobody has written for long
    Path pickle = folder.resolve(FolderMarks.IDS);
    Files.write(pickle, new byte[10]);
    Files.setLastModifiedTime(pickle, FileTime.fromMillis(1_000_000));
    FolderMarks marks = FolderMarks.of(folder);
    assertThat(marks.atRest(folder)).isTrue();
    // when a persist begins while it is being read
    Files.write(pickle, new byte[5]);
    // then what was read of it says nothing
    assertThat(marks.left()).isTrue();
    assertThat(marks.atRest(folder)).isFalse();
  }
}
