package io.tributary.cdc.source.postgresql.capture;

import io.tributary.cdc.connect.CaptureError;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.database.DiskRoom;
import io.tributary.cdc.definition.DefinitionCatalog;
import io.tributary.cdc.definition.TableDefinition;
import io.tributary.common.change.AppliedMark;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.Source;
import io.tributary.database.DatabaseFailure;
import io.tributary.database.DatabaseSession;
import io.tributary.database.FailureKind;
import io.tributary.database.RowReader;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** One open session at a source and what capture asks and does there. Not thread-safe. */
final class CaptureSession implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(CaptureSession.class);
  private static final RowReader<TableName> NAME =
      row -> new TableName(row.getString(1), row.getString(2));

  /** Publications leave rows out since then. */
  private static final int FIRST_WITH_FILTERS = 150_000;

  private final MovingSource moving;
  private final Source source;
  private final DatabaseSession session;

  CaptureSession(Databases databases, MovingSource moving) {
    this(databases.look(moving.source().postgres().connection()), moving);
  }

  /** By a session of the caller's, who closes it. */
  CaptureSession(DatabaseSession session, MovingSource moving) {
    this.moving = moving;
    this.source = moving.source();
    this.session = session;
  }

  /** The tables that move and hold rows, by name. */
  List<CapturedTable> tables() {
    return session
        .list(
            CaptureStatements.TABLES,
            row ->
                new CapturedTable(
                    NAME.read(row),
                    row.getBoolean(3),
                    new ReplicaIdentity(row.getString(4), row.getString(5))),
            (Object) moving.schemas())
        .stream()
        .filter(table -> moving.moves(table.name()))
        .toList();
  }

  /** The disk of the server's WAL. */
  DiskRoom room() {
    return DiskRoom.ofLog(session);
  }

  /** Where the log ends; a heartbeat behind it moves the stream there at once. */
  long endWithHeartbeat() {
    long end = session.number(CaptureStatements.LOG_END);
    session.list(CaptureStatements.HEARTBEAT, row -> true);
    return end;
  }

  /** How many rows a snapshot of the source may read at once. */
  FetchSize fetchSize() {
    return new FetchSize(
        session.number(CaptureStatements.BYTES_PER_ROW, (Object) moving.schemas()));
  }

  /** The tables of the publication, or empty when there is no such publication. */
  Optional<Set<TableName>> published(String publication) {
    return owner(publication).isPresent()
        ? Optional.of(
            session.list(CaptureStatements.PUBLISHED, NAME, publication).stream()
                .filter(table -> !table.equals(AppliedMark.CHECKPOINT))
                .collect(Collectors.toCollection(TreeSet::new)))
        : Optional.empty();
  }

  /** The tables that move and are not in the publication; none when there is no publication. */
  Set<TableName> unpublished(String publication) {
    Set<TableName> unpublished = new TreeSet<>();
    published(publication)
        .ifPresent(
            published ->
                tables().stream()
                    .map(CapturedTable::name)
                    .filter(table -> !published.contains(table))
                    .forEach(unpublished::add));
    return unpublished;
  }

  /**
   * Does nothing where all tables that move are in the publication.
   *
   * @throws TributaryException {@link CaptureError#TABLE_UNPUBLISHED}
   */
  void requirePublished(String publication) {
    unpublished(publication).stream()
        .findFirst()
        .ifPresent(
            table -> {
              throw new TributaryException(
                  CaptureError.TABLE_UNPUBLISHED,
                  "Table %s is not read by stream %s yet: it was made a moment ago. It is taken in by itself."
                      .formatted(table.display(), source.name()),
                  Map.of(
                      "migration",
                      moving.migration().name(),
                      "source",
                      source.name(),
                      "table",
                      table.display()));
            });
  }

  /** What of the stream that goes the other way is published too; empty without one. */
  String checkpoint() {
    return moving.returns()
        ? CaptureStatements.checkpoint(
            moving.stream().opposite(), session.serverVersion() >= FIRST_WITH_FILTERS)
        : "";
  }

  /** The mark on a publication, or empty when there is no such publication. */
  Optional<String> owner(String publication) {
    return session.first(CaptureStatements.PUBLICATION_OWNER, row -> row.getString(1), publication);
  }

  /** About how many rows these tables hold; empty when that cannot be said quickly. */
  OptionalLong estimatedRows(Collection<TableName> tables) {
    try {
      return OptionalLong.of(session.with(connection -> new RowEstimate(connection).of(tables)));
    } catch (DatabaseFailure e) {
      LOG.warnf("no estimate of rows source=%s cause=%s", source.name(), e.reason());
      return OptionalLong.empty();
    }
  }

  /** Server, database and slot. */
  SlotState slot(String slot) {
    return session
        .first(
            CaptureStatements.SLOT,
            row ->
                new SlotState(
                    new SlotIdentity(row.getString(1), row.getLong(2), slot, row.getLong(7)),
                    row.getBoolean(3),
                    row.getString(4),
                    Optional.ofNullable(row.getObject(5, Long.class)),
                    Optional.ofNullable(row.getObject(6, Integer.class)),
                    row.getLong(8),
                    row.getObject(9) == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(row.getLong(9))),
            slot)
        .orElseThrow();
  }

  /** The timeline of the server's WAL. */
  long timeline() {
    return session.number(CaptureStatements.TIMELINE);
  }

  /** Whether a standby of the server can carry slots along. */
  boolean carriesSlots() {
    return session.serverVersion() >= ReplicationCommands.CARRIES_SLOTS;
  }

  /** Where two streams depend on each other, neither may be unable to begin again. */
  Optional<ErrorReport> rightLost() {
    return moving.returns() ? ReplicationRight.lost(session, moving) : Optional.empty();
  }

  boolean exists(TableName table) {
    return exists(CaptureStatements.TABLE_EXISTS, table.schema(), table.name());
  }

  /** Ends the session that reads a slot. */
  void endSession(int pid) {
    exists(CaptureStatements.END_SESSION, pid);
  }

  /** Drops a slot that nobody reads; nothing happens when it is gone or in use. */
  void dropSlot(String slot) {
    exists(CaptureStatements.DROP_SLOT, slot);
  }

  /**
   * Runs a statement that needs locks, giving way to the application after a while.
   *
   * @throws TributaryException {@link CaptureError#TABLE_LOCKED} when the lock was not to be had
   */
  void alter(long lockTimeoutMillis, String statement) {
    try {
      session.run(CaptureStatements.lockTimeout(lockTimeoutMillis));
      session.run(statement);
    } catch (DatabaseFailure e) {
      if (e.kind() != FailureKind.LOCK_NOT_AVAILABLE) {
        throw e;
      }
      throw new TributaryException(
          CaptureError.TABLE_LOCKED,
          "A session holds a lock that preparing source %s needs; it is tried again. It waits for: %s"
              .formatted(source.name(), statement),
          Map.of("source", source.name()),
          e);
    }
  }

  /** Adds tables to a publication while nobody writes them. */
  void publish(long lockTimeoutMillis, String publication, Set<TableName> tables) {
    session.inTransaction(
        () -> {
          alter(lockTimeoutMillis, CaptureStatements.keepWritersAway(tables));
          session.run(CaptureStatements.publish(publication, tables));
        });
  }

  /**
   * What new tables are called as verdicts name them: a partition by its table, unless that is
   * captured already.
   */
  List<String> named(Set<TableName> tables, String publication) {
    return tables.stream()
        .map(
            table ->
                session
                    .first(
                        CaptureStatements.NEW_ROOT,
                        row -> row.getString(1),
                        table.schema(),
                        table.name(),
                        publication)
                    .orElse(table.display()))
        .distinct()
        .toList();
  }

  /**
   * The tables here that were made for the stream that ends here, since it began.
   *
   * @param made whether they are made already, and not just being made
   */
  Set<TableName> joined(boolean made) {
    StreamId opposite = moving.stream().opposite();
    Set<TableName> found = new TreeSet<>();
    session.list(
        CaptureStatements.JOINED,
        row ->
            row.getBoolean(3) == made
                && found.add(new TableName(row.getString(1), row.getString(2))),
        opposite.migration(),
        opposite.source());
    return found;
  }

  /** What tables of this database look like, of those that move. */
  List<TableDefinition> definitions(Set<TableName> tables) {
    return new DefinitionCatalog(session, source)
        .all().stream().filter(definition -> tables.contains(definition.table())).toList();
  }

  private boolean exists(String sql, Object... parameters) {
    return session.first(sql, row -> true, parameters).isPresent();
  }

  @Override
  public void close() {
    session.close();
  }
}
