package io.tributary.orchestrator.store;

import io.tributary.common.error.TributaryException;
import io.tributary.common.event.AuditEntry;
import io.tributary.common.event.Requester;
import io.tributary.common.json.Json;
import io.tributary.common.json.RecordFormat;
import io.tributary.common.plan.ColumnDirection;
import io.tributary.common.quarantine.QuarantineContent;
import io.tributary.common.quarantine.QuarantineStatements;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseFailure;
import io.tributary.database.DatabaseSession;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.store.StoredTransition.CutoverKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the states kept in one target. Every method is one transaction and blocks; every
 * failure is a {@link StoreError}. Not thread-safe.
 */
public final class TargetSession implements AutoCloseable {
  private final DatabaseSession session;
  private final String installation;

  TargetSession(DatabaseSession session, String installation) {
    this.session = session;
    this.installation = installation;
  }

  /**
   * The stored migration of that name.
   *
   * @throws TributaryException {@link StoreError#OTHER_INSTALLATION} when it is not this one's
   */
  public Optional<MigrationRecord> find(String name) {
    requireOurs(name);
    return session.first(StoreStatements.FIND, StoredMigration::read, name);
  }

  /**
   * The stored migration of that name, under a new version. What another session was storing is
   * either in it or is refused with {@link StoreError#CONFLICT} when it comes; so it is for a store
   * of this process whose answer did not arrive.
   *
   * @throws TributaryException {@link StoreError#OTHER_INSTALLATION} when it is not this one's
   */
  public Optional<MigrationRecord> claim(String name) {
    requireOurs(name);
    return session.first(StoreStatements.CLAIM, StoredMigration::read, installation, name);
  }

  private void requireOurs(String name) {
    Optional<String> other =
        session.first(
            StoreStatements.OTHER_INSTALLATION, row -> row.getString(1), name, installation);
    if (other.isPresent()) {
      throw new TributaryException(
          StoreError.OTHER_INSTALLATION,
          "Migration %s in %s is one of another installation of Tributary, whose topic prefix is %s; that of this one is %s (tributary.topic-prefix). Nothing was changed. Give the migration another name; or, when the other installation is gone for good, take the migration over with `UPDATE tributary.migration SET installation = %s WHERE name = %s;` there."
              .formatted(
                  name,
                  session.place().display(),
                  other.get(),
                  installation,
                  Sql.literal(installation),
                  Sql.literal(name)),
          Map.of("migration", name, "installation", other.get()));
    }
  }

  /** Stores a new migration; false when there is one of that name. */
  public boolean insert(MigrationRecord created) {
    return session.update(
            StoreStatements.INSERT,
            created.plan().name(),
            Json.text(created.plan()),
            RecordFormat.text(created.state()),
            created.generation(),
            created.version(),
            time(created.updatedAt()),
            installation,
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
    SwitchEvidence evidence = transition.evidence();
    int stored =
        session.update(
            StoreStatements.UPDATE,
            Json.text(after.plan()),
            RecordFormat.text(after.state()),
            after.generation(),
            after.version(),
            time(after.updatedAt()),
            Json.text(after.restarts()),
            after.plan().name(),
            transition.before().version(),
            transition.key().map(CutoverKey::key).orElse(null),
            transition.key().map(CutoverKey::cutoverId).orElse(null),
            time(after.updatedAt()),
            transition.key().isPresent(),
            evidence.cutoverId(),
            time(after.updatedAt()),
            evidence.verification(),
            evidence.cutoverId(),
            time(after.updatedAt()),
            evidence.direction(),
            evidence.report(),
            time(after.updatedAt()),
            transition.event(),
            transition.before().state().label(),
            after.state().label(),
            detail(after),
            transition.by().map(Requester::principal).orElse(null),
            transition.by().map(by -> String.join(",", by.roles())).orElse(null),
            transition.by().map(Requester::address).orElse(null),
            transition.by().map(Requester::requestId).orElse(null));
    if (stored == 0) {
      throw conflict(after.plan().name());
    }
  }

  /** What is kept of changes of sides, read and written in this session. */
  public EvidenceSession evidence() {
    return new EvidenceSession(session);
  }

  /** Adds what was asked, or refused, to the history. */
  public void audit(AuditEntry entry, Instant at) {
    session.update(
        StoreStatements.AUDIT,
        entry.migration(),
        time(at),
        entry.request(),
        entry.outcome().name().toLowerCase(Locale.ROOT),
        credentials(entry),
        entry.by().principal(),
        String.join(",", entry.by().roles()),
        entry.by().address(),
        entry.by().requestId(),
        entry.digest(),
        entry.code());
  }

  private static String credentials(AuditEntry entry) {
    return entry.credentials().isEmpty()
        ? "{}"
        : Json.text(Map.of("credentials", entry.credentials()));
  }

  /** Forgets a migration and its keys; its history stays. */
  public void delete(MigrationRecord last) {
    if (session.update(StoreStatements.DELETE, last.plan().name(), last.version()) == 0) {
      throw conflict(last.plan().name());
    }
    session.update(StoreStatements.FORGET_KEYS, last.plan().name());
  }

  /** Removes rows, and keys of rows, that were kept for a migration. */
  public void purge(String migration) {
    StoreStatements.PURGE.forEach(sql -> session.update(sql, migration));
  }

  /** The cutover that an idempotency key stands for. */
  public Optional<String> cutoverOf(String migration, String key) {
    return session.first(StoreStatements.CUTOVER_OF_KEY, rows -> rows.getString(1), migration, key);
  }

  /** The highest generation ever used under that name, 0 for none. */
  public long highestGeneration(String migration) {
    return session.number(StoreStatements.HIGHEST_GENERATION, migration);
  }

  /** Whether a migration of that name has left what its sources were prepared and applied with. */
  public boolean leftBehind(String migration) {
    return session.holds(StoreStatements.LEFT_BEHIND, migration, migration);
  }

  /** Transitions after an id, oldest first. */
  public List<HistoryEntry> history(String migration, long after, int limit) {
    return session.list(StoreStatements.HISTORY, HistoryEntry::read, migration, after, limit);
  }

  /** Whether the target answers in this session; blocks for at most some seconds. */
  public boolean answers() {
    return session.alive();
  }

  /** The id of the latest transition, 0 before the first. */
  public long lastHistory(String migration) {
    return session.number(StoreStatements.LAST_HISTORY, migration);
  }

  /** Refused changes after an id, oldest first; of one source, or of all (null). */
  public List<DeadLetterEntry> deadLetters(
      String migration, @Nullable String source, long after, int limit) {
    return session.list(
        StoreStatements.DEAD_LETTERS,
        DeadLetterEntry::read,
        migration,
        migration,
        source,
        source,
        after,
        limit);
  }

  /** Changes counted by source and table; of one stream, or of all that are counted here (null). */
  public List<ChangeCountEntry> changeCounts(String migration, @Nullable String source) {
    return session.list(
        StoreStatements.CHANGE_COUNTS, ChangeCountEntry::read, migration, source, source);
  }

  /** Whether anything of Tributary's is there. */
  public boolean inUse() {
    return session.holds("SELECT pg_catalog.to_regclass('tributary.dead_letter') IS NOT NULL");
  }

  /** Rows kept aside behind a place, in the places' order; of one source, or of all (null). */
  public List<QuarantineEntry> quarantine(
      String migration, @Nullable String source, QuarantinePlace after, int limit) {
    return session.list(
        StoreStatements.QUARANTINE,
        QuarantineEntry::read,
        migration,
        source,
        source,
        after.source(),
        after.table(),
        after.digest(),
        limit);
  }

  /** How columns come back from the target, by source; of those whose target is prepared. */
  public Map<String, List<ColumnDirection>> directions(String migration) {
    Map<String, List<ColumnDirection>> found = new TreeMap<>();
    session.list(
        StoreStatements.PREPARED,
        row ->
            found.put(row.getString(1), List.of(read(row.getString(2), ColumnDirection[].class))),
        migration,
        ColumnDirection.ITEM);
    return found;
  }

  /** What is kept aside of one source, as it is in this moment. */
  public QuarantineContent setAside(String migration, String source) {
    return session
        .first(
            QuarantineStatements.SQL,
            rows ->
                QuarantineStatements.read(
                    rows.getLong(1), rows.getLong(2), rows.getArray(3).getArray()),
            migration,
            source,
            migration,
            source,
            migration,
            source)
        .orElseThrow();
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (DatabaseFailure e) {
      // It is broken already; nothing is left to release.
      return;
    }
  }

  private static String detail(MigrationRecord record) {
    return Json.text(
        Map.of(
            "generation", record.generation(),
            "version", record.version(),
            "state", record.state()));
  }

  static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  static <T> T read(String json, Class<T> type) {
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
}
