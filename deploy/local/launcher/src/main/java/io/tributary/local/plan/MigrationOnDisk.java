package io.tributary.local.plan;

import io.tributary.common.plan.Migration;
import io.tributary.common.plan.file.MigrationFile;
import io.tributary.common.plan.file.MigrationFileException;
import io.tributary.local.stack.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A migration file that a command is given. */
public final class MigrationOnDisk {
  private MigrationOnDisk() {}

  /**
   * Reads it.
   *
   * @throws StartFailure when it cannot be read, or is no migration file
   */
  public static Migration read(Path file) {
    try {
      return MigrationFile.parse(Files.readString(file));
    } catch (IOException e) {
      throw new StartFailure(file + " cannot be read: " + e.getMessage(), e);
    } catch (MigrationFileException e) {
      throw new StartFailure(file + ": " + e.getMessage(), e);
    }
  }
}
