package io.tributary.connect.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
  private static final String POSITION = "fence_position";
  private static final String RAISED_AT = "fence_at";
  private static final String NOW_MILLIS =
      "SELECT CAST(round((julianday('now') - 2440587.5) * 86400000) AS INTEGER)";

  /**
   * A fence that is in the file.
   *
   * @param token the mark's content
   * @param position the number of the mark in the log; nothing behind it but what ignores the fence
   * @param raisedAt when the first of its tokens was raised, by the file's machine
   * @param open tables of those asked for that it does not protect (any more)
   */
  public record Standing(String token, long position, Instant raisedAt, Set<String> open) {}

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
    raise(tables, prefix, token, message, sqlite -> {});
  }

  /**
   * Raises the fence if a condition holds under its lock.
   *
   * @param condition throws what this is to throw when nothing is to be fenced
   */
  public void raise(
      Collection<String> tables, String prefix, String token, String message, Condition condition) {
    changed(
        (sqlite, log) -> {
          condition.require(sqlite);
          if (log.fact(FACT).equals(Optional.of(token)) && unprotected(sqlite, tables).isEmpty()) {
            return;
          }
          drop(sqlite);
          FencedTables fenced = FencedTables.of(sqlite, tables);
          for (Trigger trigger : FenceTriggers.of(fenced.triggered(), message)) {
            sqlite.execute(trigger.sql());
          }
          for (Trigger index : FenceTriggers.indexes(fenced.indexed())) {
            sqlite.execute(index.sql());
          }
          if (log.fact(FACT).isEmpty()) {
            log.set(RAISED_AT, sqlite.number(NOW_MILLIS).orElseThrow());
          }
          log.set(FACT, token);
          log.message(prefix, token);
          log.set(POSITION, log.last());
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
            log.unset(POSITION);
            log.unset(RAISED_AT);
            log.message(prefix, content);
          }
        });
  }

  /** The token of the fence that stands around all of these tables, empty if one is open. */
  public Optional<String> standing(Collection<String> tables) {
    return look(tables).filter(found -> found.open().isEmpty()).map(Standing::token);
  }

  /** The fence that is in the file, whether or not it protects all of these tables. */
  public Optional<Standing> look(Collection<String> tables) {
    try (Sqlite sqlite = Sqlite.open(file, waitMillis)) {
      CaptureLog log = new CaptureLog(sqlite);
      Optional<String> token = log.exists() ? log.fact(FACT) : Optional.empty();
      return token.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Standing(
                  token.get(),
                  number(log, POSITION),
                  Instant.ofEpochMilli(number(log, RAISED_AT)),
                  unprotected(sqlite, tables)));
    } catch (SQLException e) {
      throw SqliteFailure.of(file, e);
    }
  }

  private static long number(CaptureLog log, String fact) throws SQLException {
    return log.fact(fact).map(Long::parseLong).orElse(0L);
  }

  private static Set<String> unprotected(Sqlite sqlite, Collection<String> tables)
      throws SQLException {
    List<String> triggered =
        sqlite.list(
            "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name GLOB ?"
                + " GROUP BY tbl_name HAVING count(*) = 3",
            row -> row.getString(1),
            Names.FENCE + "*");
    List<FencedTables.Blob> indexed =
        sqlite.list(
            "SELECT m.tbl_name, i.name FROM sqlite_master AS m, pragma_index_info(m.name) AS i"
                + " WHERE m.type = 'index' AND m.name GLOB ?",
            row -> new FencedTables.Blob(row.getString(1), row.getString(2)),
            FenceTriggers.INDEX + "*");
    return FencedTables.of(sqlite, tables).open(triggered, indexed);
  }

  private static void drop(Sqlite sqlite) throws SQLException {
    OwnObjects.drop(sqlite, List.of("trigger", "index"), name -> name.startsWith(Names.FENCE));
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

  /** What has to hold before the fence is raised. */
  public interface Condition {
    void require(Sqlite sqlite) throws SQLException;
  }

  /** What happens inside the transaction. */
  private interface Change {
    void in(Sqlite sqlite, CaptureLog log) throws SQLException;
  }
}
