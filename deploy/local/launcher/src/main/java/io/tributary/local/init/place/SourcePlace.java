package io.tributary.local.init.place;

import io.tributary.local.client.CommandFailure;
import io.tributary.local.client.ExitStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What is named as a source, by its kind. */
public sealed interface SourcePlace {
  /** The option that names it. */
  String OPTION = "--from";

  /** A word that its name in the migration can be made of. */
  String word();

  /** A database of a PostgreSQL server. */
  record Server(PostgresUrl url) implements SourcePlace {
    @Override
    public String word() {
      return url.database();
    }
  }

  /** A SQLite file, by its absolute path. */
  record SqliteFile(Path path) implements SourcePlace {
    @Override
    public String word() {
      return name(path).replaceFirst("\\.[A-Za-z0-9]+$", "");
    }
  }

  /** A directory of Chroma's, by its absolute path. */
  record Directory(Path path) implements SourcePlace {
    @Override
    public String word() {
      return name(path);
    }
  }

  /** The file that every directory of Chroma's has. */
  String CHROMA_FILE = "chroma.sqlite3";

  /**
   * Reads what was typed.
   *
   * @throws CommandFailure saying what it is instead, and what can be named
   */
  static SourcePlace read(String typed) {
    if (typed.matches("(?s)[A-Za-z][A-Za-z0-9+.-]*://.*")) {
      return new Server(PostgresUrl.read(OPTION, typed));
    }
    Path path = Path.of(typed).toAbsolutePath().normalize();
    if (Files.isDirectory(path)) {
      if (Files.isRegularFile(path.resolve(CHROMA_FILE))) {
        return new Directory(path);
      }
      throw refused(
          path + " is a directory without " + CHROMA_FILE + ", so it is none of Chroma's.");
    }
    if (!Files.isRegularFile(path)) {
      throw refused(path + " is no file and no directory.");
    }
    if (name(path).equals(CHROMA_FILE)) {
      throw refused(
          path + " belongs to a directory of Chroma's; name that: --from " + path.getParent());
    }
    return new SqliteFile(path);
  }

  private static String name(Path path) {
    return Optional.ofNullable(path.getFileName()).map(Path::toString).orElse("source");
  }

  private static CommandFailure refused(String what) {
    return new CommandFailure(
        ExitStatus.USAGE,
        what + " A source is a PostgreSQL database, a SQLite file, or a directory of Chroma's.",
        "./tributary init --from postgresql://user@host:5432/database --from app.db --from chroma-dir/ --to postgresql://user@host:5432/unified");
  }
}
