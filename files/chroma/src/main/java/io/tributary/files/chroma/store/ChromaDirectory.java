package io.tributary.files.chroma.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Which file of a directory is Chroma's, and whether it is of a version that can be read. */
public record ChromaDirectory(Path root) {
  private static final String FILE = "chroma.sqlite3";

  /**
   * The SQLite file.
   *
   * @throws ChromaFailure DIRECTORY_MISSING, FORMAT_0_3 or NOT_CHROMA
   */
  public Path file() {
    Path file = root.resolve(FILE);
    if (Files.isRegularFile(file)) {
      return file;
    }
    if (Files.isRegularFile(root)) {
      throw ChromaError.DIRECTORY_MISSING.failure(
          root.endsWith(FILE)
              ? root
                  + " is a file in the directory that Chroma persists to; name the directory: "
                  + root.getParent()
              : root
                  + " is a file, and Chroma persists to a directory; name that. A SQLite file is a"
                  + " source of kind sqlite");
    }
    if (!Files.isDirectory(root)) {
      throw ChromaError.DIRECTORY_MISSING.failure(
          root + " is no directory on this machine; check the path");
    }
    if (parquet()) {
      throw ChromaError.FORMAT_0_3.failure(
          root
              + " was written by Chroma 0.3, which kept DuckDB and Parquet files. Migrate it with"
              + " Chroma's own tool (chroma-migrate) to 0.4 or later first");
    }
    throw ChromaError.NOT_CHROMA.failure(
        root + " holds no " + FILE + "; give the directory that Chroma persists to");
  }

  private boolean parquet() {
    try (Stream<Path> entries = Files.list(root)) {
      return entries.anyMatch(
          entry ->
              entry.getFileName().toString().matches("chroma-(collections|embeddings)\\.parquet"));
    } catch (IOException e) {
      throw ChromaError.IO_ERROR.failure(root + " cannot be listed", e);
    }
  }
}
