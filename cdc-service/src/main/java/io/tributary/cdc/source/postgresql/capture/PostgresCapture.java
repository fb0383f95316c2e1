package io.tributary.cdc.source.postgresql.capture;

import io.tributary.cdc.connect.CaptureError;
import io.tributary.cdc.connect.SourceCapture;
import io.tributary.cdc.connect.SourceLook;
import io.tributary.cdc.connect.StreamConnector;
import io.tributary.cdc.connect.SupervisedConnectors;
import io.tributary.cdc.database.Databases;
import io.tributary.common.change.AppliedMark;
import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.InitialCopy;
import io.tributary.common.plan.source.SchemaChanges;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.WalLimit;
import io.tributary.common.topic.CaptureNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The capture of one PostgreSQL source: what it is called and what has to be there. */
final class PostgresCapture implements SourceCapture {
  private final MovingSource moving;
  private final Source source;
  private final CaptureNames names;
  private final Databases databases;
  private final SupervisedConnectors connectors;
  private final CaptureInspection inspection;
  private final PreparationStore preparations;
  private final IdentityNotes identities;
  private final HeldSnapshot snapshot;

  PostgresCapture(
      MovingSource moving,
      Databases databases,
      SupervisedConnectors connectors,
      CaptureInspection inspection,
      HeldSnapshot snapshot) {
    this.moving = moving;
    this.source = moving.source();
    this.names = connectors.names(moving.stream());
    this.databases = databases;
    this.connectors = connectors;
    this.inspection = inspection;
    this.snapshot = snapshot;
    this.preparations = new PreparationStore(databases, moving.target(), moving.stream());
    this.identities =
        new IdentityNotes(
            preparations,
            Optional.of(new PreparationStore(databases, source.postgres().connection(), id()))
                .filter(beside -> id().goesBack()));
  }

  @Override
  public StreamId id() {
    return moving.stream();
  }

  /** What the file allows a way back; empty for a stream that goes out. */
  Optional<WalLimit> wayBackLimit() {
    return id().goesBack() ? source.wayBack().limit() : Optional.empty();
  }

  CaptureNames names() {
    return names;
  }

  PreparationStore preparations() {
    return preparations;
  }

  /** Stops the connector, whose stream must not go on. */
  void stopConnector() {
    connectors.stop(id());
  }

  /** Whether it is stopped and writes nothing any more. */
  boolean connectorStopped() {
    return connectors.stopped(id());
  }

  /** The end of the last transaction that is on the topic or in the target. */
  long captured() {
    return Math.max(connectors.lastCommit(id()), preparations.applied());
  }

  /** Where the source's server has left its timelines. */
  TimelineHistory history(long timeline) {
    return new ReplicationCommands(databases, source.postgres().connection()).history(timeline);
  }

  /** Gives the slot up, so that the source need not keep any more WAL for it. */
  void giveUpSlot(CaptureSession session) {
    connectors.stop(id());
    new SourceRestoration(names, connectors).dropSlot(session);
  }

  /** Tells the stream of tables that are not what they were, when it is time to look. */
  void tellChanges(DefinitionWatch watch) {
    watch.look(moving);
  }

  /** The tables that are captured. */
  Set<TableName> published() {
    try (CaptureSession session = session()) {
      return session.published(names.publication()).orElse(Set.of());
    }
  }

  CaptureSession session() {
    return new CaptureSession(databases, moving);
  }

  @Override
  public OptionalLong ensure() {
    // Not while another thread begins the stream anew.
    synchronized (snapshot) {
      return ensureAll();
    }
  }

  private OptionalLong ensureAll() {
    try (CaptureSession session = session()) {
      Set<TableName> captured =
          new CapturePreparation(
                  id(), session, identities, names, connectors.settings().lockTimeoutMillis())
              .prepare();
      OptionalLong rowsExpected =
          preparations.rowsExpected().orElseGet(() -> estimate(session, captured));
      ensureConnector(session, captured, start(session));
      return rowsExpected;
    }
  }

  /** Where the stream begins when its rows do not come over the topic; the slot is made then. */
  private Optional<StartPoint> start(CaptureSession session) {
    Optional<StartPoint> kept = preparations.start();
    if (kept.isEmpty() && (source.initialCopy() == InitialCopy.STREAM || begun())) {
      return kept;
    }
    return kept.filter(StartPoint::made).or(() -> Optional.of(makeSlot(session)));
  }

  /** Whether a stream that takes a snapshot was begun, with the rule of an earlier version. */
  private boolean begun() {
    return preparations.slot().isPresent();
  }

  private StartPoint makeSlot(CaptureSession session) {
    // Kept first: what a crash leaves behind from here on belongs to nobody, and is removed.
    preparations.keep(StartPoint.pending());
    if (!snapshot.pending()) {
      preparations.forgetCopies();
      connectors.removeConnector(id());
      new SourceRestoration(names, connectors).dropSlot(session);
    }
    StartPoint made = snapshot.make(databases, source.postgres().connection(), names.slot());
    preparations.keep(session.slot(names.slot()).identity());
    preparations.keep(made);
    return made;
  }

  /** Where the stream begins, empty when its rows come over the topic. */
  Optional<StartPoint> start() {
    return preparations.start();
  }

  /** Gives up the slot and what was streamed from it, and makes another one. */
  void startAnew() {
    synchronized (snapshot) {
      snapshot.release();
      preparations.keep(StartPoint.pending());
      ensureAll();
    }
  }

  private OptionalLong estimate(CaptureSession session, Set<TableName> captured) {
    OptionalLong rows = session.estimatedRows(captured);
    preparations.keepRowsExpected(rows);
    return rows;
  }

  private void ensureConnector(
      CaptureSession session, Collection<TableName> captured, Optional<StartPoint> start) {
    StreamConnector connector = connectors.connector(id());
    Map<String, String> present = connector.present();
    SlotPlace slot = SlotPlace.of(preparations.slot(), session);
    if (slot.leaves(present)) {
      // First, because whoever finds the new setting takes the connector for one that goes on.
      connector.resume();
    }
    // Whatever the tables have grown to: another value would restart a snapshot that runs.
    String fetch = present.get(PostgresConnectorSettings.FETCH_SETTING);
    connector.bring(
        present,
        new PostgresConnectorSettings(
                connectors.common(id()),
                source.postgres().connection(),
                start.isPresent() && !id().goesBack() ? beside() : read(captured),
                start.isPresent() && !id().goesBack() ? source.schemas() : List.of(),
                fetch == null ? session.fetchSize().rows() : Long.parseLong(fetch),
                start,
                slot)
            .toMap());
  }

  /** What the connector reads: the tables, and what tells apply's own transactions. */
  private Collection<TableName> read(Collection<TableName> captured) {
    List<TableName> all = new ArrayList<>(captured);
    all.addAll(beside());
    return all;
  }

  /** What is read besides the tables that move: what tells apply's own transactions. */
  private List<TableName> beside() {
    return moving.returns() ? List.of(AppliedMark.CHECKPOINT) : List.of();
  }

  /** Where the log ends, with a heartbeat behind it. */
  long logEnd() {
    try (CaptureSession session = session()) {
      return session.endWithHeartbeat();
    }
  }

  @Override
  public SourceLook look() {
    return inspection.look(this);
  }

  @Override
  public Optional<? extends ErrorCode> named(String code) {
    return PostgresConnectorError.of(code)
        .<ErrorCode>map(error -> error)
        .or(() -> CaptureError.of(code));
  }

  @Override
  public void restoreSource() {
    snapshot.release();
    try (CaptureSession session = session()) {
      new SourceRestoration(names, connectors).restore(session, identities);
    }
  }

  /**
   * Drops what has this stream's names, whoever's mark it bears, and puts back what is known beside
   * the tables.
   */
  void dropByName() {
    snapshot.release();
    try (CaptureSession session = session()) {
      SourceRestoration restoration = new SourceRestoration(names, connectors);
      restoration.dropSlot(session);
      session.alter(
          connectors.settings().lockTimeoutMillis(),
          CaptureStatements.dropPublication(names.publication()));
      identities
          .beside()
          .filter(PreparationStore::there)
          .ifPresent(beside -> restoration.putBack(session, beside));
    }
  }

  /**
   * The tables that should move but came too late to be captured. A way back takes in itself what
   * the stream that goes out has brought: both sides have the rows that they have already.
   */
  Set<TableName> newTables(CaptureSession session) {
    Set<TableName> missing = session.unpublished(names.publication());
    if (missing.isEmpty() || !id().goesBack()) {
      return missing;
    }
    if (follows()) {
      takeIn(session, missing);
      return Set.of();
    }
    Set<TableName> joined = session.joined(true);
    joined.retainAll(missing);
    if (!joined.isEmpty()) {
      preparations.keep(session.definitions(joined));
      take(session, joined);
    }
    missing.removeAll(joined);
    missing.removeAll(session.joined(false));
    return missing;
  }

  /** What they are called as verdicts name them. */
  List<String> named(CaptureSession session, Set<TableName> newTables) {
    return newTables.isEmpty() || id().goesBack()
        ? List.of()
        : session.named(newTables, names.publication());
  }

  /**
   * Has the stream read tables that are held from now on. Before, it is made sure that the
   * connector does not pass over them.
   *
   * @param table as verdicts name it; with all of its partitions
   * @return whether it reads all of it
   */
  boolean join(String table) {
    try (CaptureSession session = session()) {
      Set<TableName> missing = session.unpublished(names.publication());
      missing.removeIf(
          each -> !session.named(Set.of(each), names.publication()).equals(List.of(table)));
      if (missing.isEmpty()) {
        return true;
      }
      if (!readsSchemas()) {
        // One of an earlier version, which is told now; it reads them when it was started again.
        ensure();
        return false;
      }
      take(session, missing);
      return true;
    }
  }

  private boolean readsSchemas() {
    String wanted = PostgresConnectorSettings.included(beside(), source.schemas());
    return wanted.equals(
        connectors.connector(id()).present().get(PostgresConnectorSettings.INCLUDED));
  }

  private void take(CaptureSession session, Set<TableName> tables) {
    synchronized (snapshot) {
      new CapturePreparation(
              id(), session, identities, names, connectors.settings().lockTimeoutMillis())
          .take(tables);
      ensureAll();
    }
  }

  /** Whether the stream reads these tables. */
  boolean reads(Collection<TableName> tables) {
    return published().containsAll(tables);
  }

  /** Whether tables come and go with the source that has its home at the other end. */
  private boolean follows() {
    return id().goesBack() && source.schemaChanges() == SchemaChanges.FOLLOW;
  }

  private void takeIn(CaptureSession session, Set<TableName> missing) {
    synchronized (snapshot) {
      session.alter(
          connectors.settings().lockTimeoutMillis(),
          CaptureStatements.publish(names.publication(), missing));
      ensureAll();
    }
  }

  /** The error of a table that is not captured. */
  ErrorReport newTable(TableName table) {
    String takesIn =
        id().goesBack() || source.initialCopy() == InitialCopy.STREAM
            ? "Drop it, or type %s, which takes it in.".formatted(moving.stream().restartCommand())
            : "Type %s, which takes it in while everything else goes on, or drop it."
                .formatted(moving.stream().addTablesCommand());
    return ErrorReport.of(
        CaptureError.NEW_TABLE,
        "Table %s of source %s is not captured: it was created, renamed or replaced after the migration started. %s To exclude it in the migration file, abort the migration and start it anew."
            .formatted(table.display(), source.name(), takesIn),
        Map.of(
            "migration",
            moving.migration().name(),
            "source",
            source.name(),
            "table",
            table.display()));
  }
}
