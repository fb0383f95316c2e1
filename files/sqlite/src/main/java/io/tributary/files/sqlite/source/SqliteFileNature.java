package io.tributary.files.sqlite.source;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Says what stands under the path of a SQLite file by its attributes alone: nothing is opened, as a
 * pipe would block whoever opens it, and closing a file would drop SQLite's locks on it.
 */
public final class SqliteFileNature {
  private static final String CHROMA = "chroma.sqlite3";

  private SqliteFileNature() {}

  /**
   * Does nothing for a file that may be one of SQLite's.
   *
   * @param source the source's name, for errors
   * @throws io.tributary.common.error.TributaryException FILE_MISSING, NOT_A_DATABASE or
   *     CANNOT_OPEN with what it is and what to do
   */
  public static void require(String source, Path path) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      other(path, attributes)
          .ifPresent(
              what -> {
                throw SqliteFileError.NOT_A_DATABASE.at(source, path + " " + what);
              });
    } catch (FileSystemLoopException e) {
      throw loop(source, path, e);
    } catch (IOException e) {
      if (Files.isSymbolicLink(path)) {
        throw String.valueOf(e.getMessage()).contains("symbolic links")
            ? loop(source, path, e)
            : SqliteFileError.FILE_MISSING.at(
                source,
                path + " is a symbolic link to a file that does not exist; name the file itself",
                e);
      }
      // Whether it is missing or may not be looked at is told when it is opened.
    }
  }

  private static RuntimeException loop(String source, Path path, IOException e) {
    return SqliteFileError.CANNOT_OPEN.at(
        source, path + " is a symbolic link that leads back to itself; name the file itself", e);
  }

  /** What it is, when it is no file with something in it. */
  private static Optional<String> other(Path path, BasicFileAttributes attributes) {
    if (attributes.isDirectory()) {
      return Optional.of(
          Files.exists(path.resolve(CHROMA))
              ? "is a directory of Chroma's; write kind: chroma and directory: " + path
              : "is a directory; name the SQLite file in it");
    }
    if (attributes.isOther()) {
      return Optional.of("is no file but a pipe, a socket or a device; name the SQLite file");
    }
    if (attributes.size() > 0) {
      return Optional.empty();
    }
    return Optional.of(
        kernel(path)
            ? "is no file on a disk but something that the kernel shows; name the SQLite file"
            : "is empty (0 bytes) and has no tables. Let its application make them, or correct the"
                + " path");
  }

  private static boolean kernel(Path path) {
    try {
      return Files.getFileStore(path).type().matches("proc|sysfs|cgroup2?|debugfs|tracefs");
    } catch (IOException e) {
      return false;
    }
  }
}
