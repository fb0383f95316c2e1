package io.tributary.local.init;

import io.tributary.local.client.CommandFailure;
import io.tributary.local.client.ExitStatus;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that is made, and never written over.
 *
 * @param path where
 */
record NewFile(Path path) {

  /** Refuses a file that is there, before anything is looked at. */
  void require() {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw exists();
    }
  }

  void write(String text) {
    try {
      Files.writeString(path, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw exists();
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.REFUSED,
          path + " cannot be written: " + e.getMessage(),
          "./tributary init --file another.yaml …");
    }
  }

  private CommandFailure exists() {
    return new CommandFailure(
        ExitStatus.REFUSED,
        path
            + " exists, and is not written over. Name another file with --file, or move that one away.",
        "./tributary plan " + path);
  }
}
