package io.tributary.cdc.capture;

import io.tributary.cdc.database.Databases;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.Connection;
import io.tributary.common.plan.InitialCopy;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The capture of one PostgreSQL source: what it is called and what has to be there. */
final class Capture implements SourceCapture {
  /** Named errors of the connector that pass by themselves or once somebody mends the source. */
  private static final Set<String> PASSING =
      Set.of(
          "TRB-CAPTURE-SOURCE-UNREACHABLE",
          "TRB-CAPTURE-SOURCE-REFUSED",
          "TRB-CAPTURE-SLOT-ACTIVE");

  private final StreamId id;
  private final Source source;
  private final String topic;
  private final CaptureNames names;
  private final CaptureSettings settings;
  private final Databases databases;
  private final Connector connector;
  private final SlotLook slotLook;
  private final Clock clock;
  private final Preparations preparations;
  private final Connection target;
  private final HeldSnapshot snapshot;

  Capture(
      Migration migration,
      Source source,
      String topic,
      CaptureSettings settings,
      Databases databases,
      Captures captures,
      SlotLook slotLook,
      HeldSnapshot snapshot,
      Clock clock) {
    this.id = new StreamId(migration.name(), source.name());
    this.source = source;
    this.topic = topic;
    this.names = CaptureNames.of(id);
    this.settings = settings;
    this.databases = databases;
    this.connector = captures.connector(id, names, topic);
    this.slotLook = slotLook;
    this.snapshot = snapshot;
    this.clock = clock;
    this.target = migration.target().connection();
    this.preparations = new Preparations(databases, target, id);
  }

  @Override
  public StreamId id() {
    return id;
  }

  @Override
  public CaptureNames names() {
    return names;
  }

  @Override
  public String topic() {
    return topic;
  }

  Preparations preparations() {
    return preparations;
  }

  /** Tells the stream of tables that are not what they were, when it is time to look. */
  void tellChanges(DefinitionWatch watch) {
    watch.look(id, target, source);
  }

  /** The tables that are captured. */
  Set<TableName> published() {
    try (SourceSession session = session()) {
      return session.published(names.publication()).orElse(Set.of());
    }
  }

  SourceSession session() {
    return new SourceSession(databases, source);
  }

  @Override
  public long ensure() {
    // Not while another thread begins the stream anew.
    synchronized (snapshot) {
      return ensureAll();
    }
  }

  private long ensureAll() {
    try (SourceSession session = session()) {
      Set<TableName> captured =
          new CapturePreparation(session, preparations, names, settings.lockTimeoutMillis())
              .prepare();
      long rowsExpected = preparations.rowsExpected().orElseGet(() -> estimate(session, captured));
      ensureConnector(session, captured, start(session));
      return rowsExpected;
    }
  }

  /** Where the stream begins when its rows do not come over the topic; the slot is made then. */
  private Optional<StartPoint> start(SourceSession session) {
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

  private StartPoint makeSlot(SourceSession session) {
    // Kept first: what a crash leaves behind from here on belongs to nobody, and is removed.
    preparations.keep(StartPoint.pending());
    if (!snapshot.pending()) {
      preparations.forgetCopies();
      CaptureRemoval removal = new CaptureRemoval(names, settings, clock);
      removal.removeConnector(connector.connect());
      removal.dropSlot(session);
    }
    StartPoint made = snapshot.make(databases, source.connection(), names.slot());
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

  private long estimate(SourceSession session, Set<TableName> captured) {
    long rows = session.estimatedRows(captured);
    preparations.keepRowsExpected(rows);
    return rows;
  }

  private void ensureConnector(
      SourceSession session, Collection<TableName> captured, Optional<StartPoint> start) {
    Map<String, String> present = connector.present();
    // Whatever the tables have grown to: another value would restart a snapshot that runs.
    String fetch = present.get(ConnectorSettings.FETCH_SETTING);
    connector.bring(
        present,
        new ConnectorSettings(
                new CommonSettings(
                    names,
                    topic,
                    settings.heartbeatIntervalMillis(),
                    settings.pollIntervalMillis()),
                source.connection(),
                captured,
                fetch == null ? session.fetchSize().rows() : Long.parseLong(fetch),
                start)
            .toMap());
  }

  @Override
  public Optional<ErrorReport> look() {
    return slotLook.error(this);
  }

  @Override
  public boolean passing(String code) {
    return PASSING.contains(code);
  }

  @Override
  public void restoreSource() {
    snapshot.release();
    try (SourceSession session = session()) {
      new CaptureRemoval(names, settings, clock).restoreSource(session, preparations);
    }
  }

  /** The error of a table that should move but came too late to be captured. */
  Optional<ErrorReport> newTable(SourceSession session) {
    Optional<Set<TableName>> published = session.published(names.publication());
    if (published.isEmpty()) {
      return Optional.empty();
    }
    return session.tables().stream()
        .map(SourceTable::name)
        .filter(table -> !published.get().contains(table))
        .findFirst()
        .map(this::newTable);
  }

  private ErrorReport newTable(TableName table) {
    return ErrorReport.of(
        CaptureError.NEW_TABLE,
        "Table %s of source %s is not captured: it was created, renamed or replaced after the migration started. Drop it or exclude it in the migration file, or abort the migration and start it anew."
            .formatted(table.display(), id.source()),
        Map.of("migration", id.migration(), "source", id.source(), "table", table.display()));
  }
}
