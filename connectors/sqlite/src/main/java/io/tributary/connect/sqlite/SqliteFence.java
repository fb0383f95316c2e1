package io.tributary.connect.sqlite;

import static io.tributary.connect.sqlite.Names.quote;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fence of a file: triggers that refuse every write to its tables, committed in one transaction
 * with a mark in the change stream. It is a durable fact of the file and holds whatever happens to
 * the process that raised it. It does not refuse definitions (DROP TABLE). Thread-safe; each call
 * opens the file anew. Needs a capture in the file.
 *
 * @param file the SQLite file
 * @param waitMillis how long to wait for writers to end their transactions
 */
public record SqliteFence(Path file, int waitMillis) {
  private static final String FACT = "fence";

  /**
   * Raises the fence; again with the same token changes nothing.
   *
   * @param tables what is fenced, by name
   * @param prefix of the mark in the stream
   * @param token the mark's content
   * @param message what a refused writer reads, which should say where the data went
   * @throws SqliteFailure BUSY when a writer did not end in time; nothing is fenced then
   */
  public void raise(Collection<String> tables, String prefix, String token, String message) {
    changed(
        (sqlite, log) -> {
          if (log.fact(FACT).equals(Optional.of(token)) && unprotected(sqlite, tables).isEmpty()) {
            return;
          }
          drop(sqlite);
          for (Trigger trigger : FenceTriggers.of(tables, message)) {
            sqlite.execute(trigger.sql());
          }
          log.set(FACT, token);
          log.message(prefix, token);
        });
  }

  /**
   * Lifts the fence and marks that in the stream; without a fence it does nothing.
   *
   * @param content of the mark
   */
  public void lift(String prefix, String content) {
    changed(
        (sqlite, log) -> {
          if (log.fact(FACT).isPresent()) {
            drop(sqlite);
            log.unset(FACT);
            log.message(prefix, content);
          }
        });
  }

  /** The token of the fence that stands around all of these tables, empty if one is open. */
  public Optional<String> standing(Collection<String> tables) {
    try (Sqlite sqlite = Sqlite.open(file, waitMillis)) {
      CaptureLog log = new CaptureLog(sqlite);
      return log.exists() && unprotected(sqlite, tables).isEmpty()
          ? log.fact(FACT)
          : Optional.empty();
    } catch (SQLException e) {
      throw SqliteFailure.of(file, e);
    }
  }

  private static Set<String> unprotected(Sqlite sqlite, Collection<String> tables)
      throws SQLException {
    List<String> fenced =
        sqlite.list(
            "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name GLOB ?"
                + " GROUP BY tbl_name HAVING count(*) = 3",
            row -> row.getString(1),
            Names.FENCE + "*");
    Set<String> open = new TreeSet<>(tables);
    fenced.forEach(open::remove);
    return open;
  }

  private static void drop(Sqlite sqlite) throws SQLException {
    for (String name :
        sqlite.list(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name GLOB ?",
            row -> row.getString(1),
            Names.FENCE + "*")) {
      sqlite.execute("DROP TRIGGER " + quote(name));
    }
  }

  private void changed(Change change) {
    try (Sqlite sqlite = Sqlite.open(file, waitMillis)) {
      sqlite.begin("EXCLUSIVE");
      CaptureLog log = new CaptureLog(sqlite);
      if (!log.exists()) {
        throw SqliteError.CAPTURE_MISSING.failure(
            file + " has no capture, so that a fence could not be marked in its stream");
      }
      boolean accounted = log.knownSchemaVersion() == sqlite.schemaVersion();
      change.in(sqlite, log);
      if (accounted) {
        // Otherwise the connector could not tell the fence's triggers from a VACUUM.
        log.set("schema_version", sqlite.schemaVersion());
      }
      sqlite.commit();
    } catch (SQLException e) {
      throw SqliteFailure.of(file, e);
    }
  }

  /** What happens inside the transaction. */
  private interface Change {
    void in(Sqlite sqlite, CaptureLog log) throws SQLException;
  }
}
