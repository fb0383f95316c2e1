package io.tributary.checks.file;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The log of changes is written into the file, and SQLite's locks have to work. */
final class SqliteAccessCheck implements SqliteFileCheck {
  private static final PreflightCode CODE = PreflightCode.SQLITE_ACCESS;
  private static final Pattern NETWORK =
      Pattern.compile("nfs\\d*|cifs|smb\\w*|afs|ncpfs|fuse\\.sshfs");

  private final Function<Path, String> store;

  /** The check, with how to learn the kind of file system of a path; empty for unknown. */
  SqliteAccessCheck(Function<Path, String> store) {
    this.store = store;
  }

  static String typeOfStore(Path path) {
    try {
      return Files.getFileStore(path).type();
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public List<PreflightCheck> look(SqliteReading file) {
    List<PreflightCheck> wrong = new ArrayList<>();
    Path path = file.path();
    for (Path needed : List.of(path, path.getParent())) {
      if (!Files.isWritable(needed)) {
        wrong.add(
            CODE.failed(
                file.subject(),
                needed + " cannot be written; the log of changes and SQLite's journal need that.",
                "Let the user of cdc-service and of the Connect worker write it."));
      }
    }
    String type = store.apply(path);
    if (NETWORK.matcher(type).matches()) {
      wrong.add(
          CODE.failed(
              file.subject(),
              path + " is on a network file system (" + type + "), where SQLite's locks fail.",
              "Run cdc-service and the Connect worker on the machine that has the file on a disk."));
    }
    return wrong.isEmpty()
        ? List.of(CODE.passed(file.subject(), "File and directory can be written."))
        : wrong;
  }
}
