package io.tributary.files.sqlite.fence;

import io.tributary.files.sqlite.SqliteError;
import io.tributary.files.sqlite.SqliteFailure;
import io.tributary.files.sqlite.SqliteNames;
import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.capture.CaptureLog;
import io.tributary.files.sqlite.capture.CaptureObjects;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The fence of a file: triggers that refuse every write to what moved, committed in one transaction
 * with a mark in the change stream. It is a durable fact of the file and holds whatever happens to
 * the process that raised it. It does not refuse definitions (DROP TABLE). Thread-safe; each call
 * opens the file anew. Needs a capture in the file.
 *
 * @param file the SQLite file
 * @param waitMillis how long to wait for writers to end their transactions
 */
public record SqliteFence(Path file, int waitMillis) {
  static final String FACT = "fence";
  private static final String POSITION = "fence_position";
  private static final String NUMBER = "fence_number";
  private static final String RAISED_AT = "fence_at";
  private static final String NOW_MILLIS =
      "SELECT CAST(round((julianday('now') - 2440587.5) * 86400000) AS INTEGER)";

  /**
   * A fence that is in the file.
   *
   * @param token of the fence
   * @param position the number of the mark in the log; nothing behind it but what ignores the fence
   * @param raisedAt when the first of its tokens was raised, by the file's machine
   * @param open what of that which is asked for it does not protect (any more)
   */
  public record Standing(String token, long position, Instant raisedAt, Set<String> open) {}

  /**
   * Raises the fence; again with the same token changes nothing.
   *
   * @param tables what is fenced, by name; others stay open
   * @param prefix of the mark in the stream
   * @param token of the fence
   * @param mark the mark's content
   * @param message what a refused writer reads, which should say where the data went
   * @throws SqliteFailure BUSY when a writer did not end in time; nothing is fenced then
   */
  public void raise(
      Collection<String> tables, String prefix, String token, String mark, String message) {
    raise(new TableFence(tables), prefix, token, mark, message, sqlite -> {});
  }

  /**
   * Raises a fence of some other form if a condition holds under its lock.
   *
   * @param condition throws what this is to throw when nothing is to be fenced
   */
  public void raise(
      FenceForm form,
      String prefix,
      String token,
      String mark,
      String message,
      Condition condition) {
    changed(
        (sqlite, log) -> {
          condition.require(sqlite);
          if (log.fact(FACT).equals(Optional.of(token))
              && form.open(sqlite, objects(log)).isEmpty()) {
            return;
          }
          drop(sqlite, log);
          if (log.fact(FACT).isEmpty()) {
            LeftSide.note(log);
            log.set(RAISED_AT, sqlite.number(NOW_MILLIS).orElseThrow());
          }
          if (log.fact(NUMBER).isEmpty()) {
            log.set(NUMBER, unusedNumber(sqlite));
          }
          for (String statement : form.statements(sqlite, objects(log), message)) {
            sqlite.execute(statement);
          }
          log.set(FACT, token);
          log.message(prefix, mark);
          log.set(POSITION, log.last());
        });
  }

  /** Lifts the fence around tables, as {@link #lift(FenceForm, String, Lifting)}. */
  public void lift(Collection<String> tables, String prefix, Lifting lifting) {
    lift(new TableFence(tables), prefix, lifting);
  }

  /** Lifts the fence and marks that in the stream; without a fence it does nothing. */
  public void lift(FenceForm form, String prefix, Lifting lifting) {
    changed(
        (sqlite, log) -> {
          Optional<String> token = log.fact(FACT);
          if (token.isPresent()) {
            boolean whole = form.open(sqlite, objects(log)).isEmpty();
            String mark = lifting.mark(token.get(), whole);
            drop(sqlite, log);
            log.unset(FACT);
            log.unset(NUMBER);
            log.unset(POSITION);
            log.unset(RAISED_AT);
            log.message(prefix, mark);
          }
        });
  }

  /** The token of the fence that stands around all of these tables, empty if one is open. */
  public Optional<String> standing(Collection<String> tables) {
    return look(tables).filter(found -> found.open().isEmpty()).map(Standing::token);
  }

  /** The fence that is in the file, whether or not it protects all of these tables. */
  public Optional<Standing> look(Collection<String> tables) {
    return look(new TableFence(tables));
  }

  /** The fence that is in the file, whether or not it is whole. */
  public Optional<Standing> look(FenceForm form) {
    return look(form, "DEFERRED");
  }

  /** As {@link #look(Collection)}, once no transaction that may change it is open any more. */
  public Optional<Standing> settled(Collection<String> tables) {
    return settled(new TableFence(tables));
  }

  /** As {@link #look(FenceForm)}, once no transaction that may change it is open any more. */
  public Optional<Standing> settled(FenceForm form) {
    return look(form, "IMMEDIATE");
  }

  private Optional<Standing> look(FenceForm form, String lock) {
    try (SqliteSession sqlite = SqliteSession.open(file, waitMillis)) {
      sqlite.begin(lock);
      return standing(sqlite, form);
    } catch (SQLException e) {
      throw SqliteFailure.of(file, e);
    }
  }

  /** The fence that is in the file, whether or not it protects all of these tables. */
  public static Optional<Standing> standing(SqliteSession sqlite, Collection<String> tables)
      throws SQLException {
    return standing(sqlite, new TableFence(tables));
  }

  /** The fence that is in the file, whether or not it is whole. */
  public static Optional<Standing> standing(SqliteSession sqlite, FenceForm form)
      throws SQLException {
    CaptureLog log = new CaptureLog(sqlite);
    Optional<String> token = log.exists() ? log.fact(FACT) : Optional.empty();
    return token.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Standing(
                token.get(),
                number(log, POSITION),
                Instant.ofEpochMilli(number(log, RAISED_AT)),
                form.open(sqlite, objects(log))));
  }

  /** Whether a fence is in the file, and its mark stands at this place of the log or before. */
  public static boolean standsBefore(CaptureLog log, long place) throws SQLException {
    return log.fact(FACT).isPresent() && number(log, POSITION) <= place;
  }

  private static long number(CaptureLog log, String fact) throws SQLException {
    return log.fact(fact).map(Long::parseLong).orElse(0L);
  }

  /** What the names of this fence's objects begin with. */
  private static String objects(CaptureLog log) throws SQLException {
    return SqliteNames.FENCE + number(log, NUMBER) + "_";
  }

  /** Fences of completed migrations stay in the file, and are none of this one's. */
  private static long unusedNumber(SqliteSession sqlite) throws SQLException {
    List<String> names =
        sqlite.list(
            "SELECT name FROM sqlite_master WHERE name GLOB ?",
            row -> row.getString(1),
            SqliteNames.FENCE + "*");
    long number = 1;
    while (taken(names, SqliteNames.FENCE + number + "_")) {
      number++;
    }
    return number;
  }

  private static boolean taken(List<String> names, String prefix) {
    return names.stream().anyMatch(name -> name.startsWith(prefix));
  }

  private static void drop(SqliteSession sqlite, CaptureLog log) throws SQLException {
    if (log.fact(FACT).isPresent()) {
      // A fence of an earlier version has no number, and was the only one of its file.
      String own = log.fact(NUMBER).isPresent() ? objects(log) : SqliteNames.FENCE;
      CaptureObjects.drop(
          sqlite, List.of("trigger", "index", "table"), name -> name.startsWith(own));
    }
  }

  private void changed(Change change) {
    try (SqliteSession sqlite = SqliteSession.open(file, waitMillis)) {
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
    void require(SqliteSession sqlite) throws SQLException;
  }

  /** Allows a lift, under the lock without which no fence is raised or lifted. */
  public interface Lifting {
    /**
     * The content of the mark in the stream; what it throws leaves the fence as it is.
     *
     * @param token of the fence that stands
     * @param whole whether it protects all that it is to protect
     */
    String mark(String token, boolean whole);
  }

  /** What happens inside the transaction. */
  private interface Change {
    void in(SqliteSession sqlite, CaptureLog log) throws SQLException;
  }
}
