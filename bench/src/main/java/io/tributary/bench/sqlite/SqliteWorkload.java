package io.tributary.bench.sqlite;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The writes of an application to its SQLite file.
 *
 * @param name what it is called in the results
 * @param schema statements that make its table
 * @param before rows that are there before, null for an empty table
 * @param journal settings of the application's connection
 * @param steps what is timed: statements on one line each, and {@code .import FILE TABLE} for rows
 *     that go through one prepared INSERT inside one transaction
 * @param rows how many rows it writes
 * @param files the rows of the imports by file name
 */
record SqliteWorkload(
    String name,
    String schema,
    @Nullable Preload before,
    Journal journal,
    List<String> steps,
    int rows,
    List<Chunk> files) {

  /**
   * Rows that the table holds before.
   *
   * @param then a statement that is run behind them, not timed; may be empty
   */
  record Preload(String table, List<List<String>> rows, String then) {}

  /** A file of an import. */
  record Chunk(String name, List<List<String>> rows) {}

  /** How the application's connection commits. */
  enum Journal {
    WAL_NORMAL("WAL", "NORMAL"),
    WAL_FULL("WAL", "FULL"),
    ROLLBACK_FULL("DELETE", "FULL");

    private final String mode;
    private final String synchronous;

    Journal(String mode, String synchronous) {
      this.mode = mode;
      this.synchronous = synchronous;
    }

    String mode() {
      return mode;
    }

    String synchronous() {
      return synchronous;
    }
  }
}
