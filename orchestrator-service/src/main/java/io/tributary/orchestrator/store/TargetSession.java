package io.tributary.orchestrator.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.error.TributaryException;
import io.tributary.common.json.Json;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.plan.Migration;
import io.tributary.common.quarantine.QuarantineContent;
import io.tributary.common.quarantine.QuarantineStatements;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.state.MigrationState;
import io.tributary.orchestrator.store.StoredTransition.CutoverKey;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and writes the states kept in one target. Every method is one transaction and blocks; every
 * failure is a {@link StoreError}. Not thread-safe.
 */
public final class TargetSession implements AutoCloseable {
  private static final int ANSWER_SECONDS = 2;

  private final DatabaseAddress target;
  private final java.sql.Connection connection;

  TargetSession(DatabaseAddress target, java.sql.Connection connection) {
    this.target = target;
    this.connection = connection;
  }

  /** The stored migration of that name. */
  public Optional<MigrationRecord> find(String name) {
    return query(
            StoreStatements.FIND,
            List.of(name),
            rows ->
                new MigrationRecord(
                    read(rows.getString(1), Migration.class),
                    read(rows.getString(2), MigrationState.class),
                    rows.getLong(3),
                    rows.getLong(4),
                    rows.getObject(5, OffsetDateTime.class).toInstant()))
        .stream()
        .findFirst();
  }

  /** Stores a new migration; false when there is one of that name. */
  public boolean insert(MigrationRecord created) {
    return update(
            StoreStatements.INSERT,
            created.plan().name(),
            Json.text(created.plan()),
            Json.text(created.state()),
            created.generation(),
            created.version(),
            time(created.updatedAt()),
            time(created.updatedAt()),
            "create",
            "-",
            created.state().label(),
            detail(created))
        == 1;
  }

  /**
   * Stores a transition with its history.
   *
   * @throws TributaryException {@link StoreError#CONFLICT} when the stored version is another one
   *     than the transition started from
   */
  public void store(StoredTransition transition) {
    MigrationRecord after = transition.after();
    int stored =
        update(
            StoreStatements.UPDATE,
            Json.text(after.plan()),
            Json.text(after.state()),
            after.generation(),
            after.version(),
            time(after.updatedAt()),
            after.plan().name(),
            transition.before().version(),
            transition.key().map(CutoverKey::key).orElse(null),
            transition.key().map(CutoverKey::cutoverId).orElse(null),
            time(after.updatedAt()),
            transition.key().isPresent(),
            time(after.updatedAt()),
            transition.event(),
            transition.before().state().label(),
            after.state().label(),
            detail(after));
    if (stored == 0) {
      throw conflict(after.plan().name());
    }
  }

  /** Forgets a migration and its keys; its history stays. */
  public void delete(MigrationRecord last) {
    if (update(StoreStatements.DELETE, last.plan().name(), last.version()) == 0) {
      throw conflict(last.plan().name());
    }
    update(StoreStatements.FORGET_KEYS, last.plan().name());
  }

  /** The cutover that an idempotency key stands for. */
  public Optional<String> cutoverOf(String migration, String key) {
    return query(StoreStatements.CUTOVER_OF_KEY, List.of(migration, key), rows -> rows.getString(1))
        .stream()
        .findFirst();
  }

  /** The highest generation ever used under that name, 0 for none. */
  public long highestGeneration(String migration) {
    return query(StoreStatements.HIGHEST_GENERATION, List.of(migration), rows -> rows.getLong(1))
        .get(0);
  }

  /** Transitions after an id, oldest first. */
  public List<HistoryEntry> history(String migration, long after, int limit) {
    return query(
        StoreStatements.HISTORY,
        List.of(migration, after, limit),
        rows ->
            new HistoryEntry(
                rows.getLong(1),
                rows.getObject(2, OffsetDateTime.class).toInstant(),
                rows.getString(3),
                rows.getString(4),
                rows.getString(5),
                read(rows.getString(6), JsonNode.class)));
  }

  /** Whether the target answers in this session; blocks for at most some seconds. */
  public boolean answers() {
    try {
      return connection.isValid(ANSWER_SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }

  /** The id of the latest transition, 0 before the first. */
  public long lastHistory(String migration) {
    return query(StoreStatements.LAST_HISTORY, List.of(migration), rows -> rows.getLong(1)).get(0);
  }

  /** Refused changes after an id, oldest first; of one source, or of all (null). */
  public List<DeadLetterEntry> deadLetters(String migration, String source, long after, int limit) {
    return query(
        StoreStatements.DEAD_LETTERS,
        Arrays.asList(migration, source, source, after, limit),
        DeadLetterEntry::read);
  }

  /** Rows kept aside behind a place, in the places' order; of one source, or of all (null). */
  public List<QuarantineEntry> quarantine(
      String migration, String source, QuarantinePlace after, int limit) {
    return query(
        StoreStatements.QUARANTINE,
        Arrays.asList(
            migration, source, source, after.source(), after.table(), after.digest(), limit),
        QuarantineEntry::read);
  }

  /** What is kept aside of one source, as it is in this moment. */
  public QuarantineContent setAside(String migration, String source) {
    return query(
            QuarantineStatements.SQL,
            List.of(migration, source, migration, source, migration, source),
            rows ->
                QuarantineStatements.read(
                    rows.getLong(1), rows.getLong(2), rows.getArray(3).getArray()))
        .get(0);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // It is broken already; nothing is left to release.
      return;
    }
  }

  private int update(String sql, Object... parameters) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw TargetDatabases.failure(target, e);
    }
  }

  private <T> List<T> query(String sql, List<Object> parameters, Row<T> row) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.size(); i++) {
        statement.setObject(i + 1, parameters.get(i));
      }
      List<T> all = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          all.add(row.read(rows));
        }
      }
      return all;
    } catch (SQLException e) {
      throw TargetDatabases.failure(target, e);
    }
  }

  private static String detail(MigrationRecord record) {
    return Json.text(
        Map.of(
            "generation", record.generation(),
            "version", record.version(),
            "state", record.state()));
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static <T> T read(String json, Class<T> type) {
    return Json.read(json.getBytes(StandardCharsets.UTF_8), type);
  }

  private static TributaryException conflict(String name) {
    return new TributaryException(
        StoreError.CONFLICT,
        "Another instance has just decided something for migration "
            + name
            + ". Look at its status and order again.",
        Map.of("migration", name));
  }

  /** Reads one row of an answer. */
  interface Row<T> {
    T read(ResultSet rows) throws SQLException;
  }
}
