package io.tributary.files.sqlite.capture;

import io.tributary.files.sqlite.SqliteError;
import io.tributary.files.sqlite.SqliteFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The file as the operating system sees it. Only looks at its attributes: opening it here would
 * drop the locks that SQLite holds on it.
 */
public final class FileIdentity {
  private final Path path;
  private @Nullable Object identity;

  public FileIdentity(Path path) {
    this.path = path;
  }

  public Path path() {
    return path;
  }

  /** Remembers which file is there now. */
  public void remember() {
    identity = identityNow();
  }

  /**
   * Does nothing while the path still means the file that is open.
   *
   * @throws SqliteFailure FILE_MISSING or FILE_REPLACED
   */
  public void requireSame() {
    if (!Objects.equals(identity, identityNow())) {
      throw SqliteError.FILE_REPLACED.failure(
          path
              + " is another file than the one that was being read, so changes may be missing"
              + " from the stream. If it is a restored copy, delete the connector with its offsets"
              + " and create it again");
    }
  }

  private @Nullable Object identityNow() {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        throw SqliteError.NOT_A_DATABASE.failure(path + " is not a regular file");
      }
      return attributes.fileKey();
    } catch (NoSuchFileException e) {
      throw SqliteError.FILE_MISSING.failure(
          path + " does not exist on the worker's machine; check database.file", e);
    } catch (IOException e) {
      throw SqliteError.IO_ERROR.failure(path + " cannot be looked at", e);
    }
  }
}
