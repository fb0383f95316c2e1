package io.tributary.cdc.apply.commit;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.convert.ConvertedRow;
import io.tributary.cdc.apply.convert.LastStates;
import io.tributary.cdc.apply.convert.MappedTable;
import io.tributary.cdc.apply.convert.RefusedRow;
import io.tributary.cdc.apply.deadletter.DeadLetterStore;
import io.tributary.cdc.apply.deadletter.ForeignWrites;
import io.tributary.cdc.apply.follow.ChromaSchemaFollower;
import io.tributary.cdc.apply.follow.LoadedMapping;
import io.tributary.cdc.apply.follow.SchemaFollower;
import io.tributary.cdc.apply.follow.SqliteSchemaFollower;
import io.tributary.cdc.apply.quarantine.KeyMapStore;
import io.tributary.cdc.apply.quarantine.LaterStates;
import io.tributary.cdc.apply.quarantine.QuarantineStore;
import io.tributary.cdc.apply.quarantine.QuarantineTransaction;
import io.tributary.cdc.apply.quarantine.QuarantinedKeys;
import io.tributary.cdc.apply.quarantine.RefusedRowsFailure;
import io.tributary.cdc.apply.repair.RepairError;
import io.tributary.cdc.apply.repair.RepairOutcome;
import io.tributary.cdc.apply.repair.RepairTask;
import io.tributary.cdc.apply.restart.HeldTables;
import io.tributary.cdc.apply.restart.ResentTables;
import io.tributary.cdc.apply.restart.TableResending;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.apply.table.TargetCatalog;
import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.cdc.apply.table.TargetTables;
import io.tributary.cdc.apply.write.BatchWriter;
import io.tributary.cdc.apply.write.SavepointWriter;
import io.tributary.cdc.definition.TableMaking;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.ChangeRecord.Truncate;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.observed.TableRestartObserved;
import io.tributary.common.plan.rule.OnInvalid;
import io.tributary.common.plan.source.Source;
import io.tributary.common.quarantine.QuarantineContent;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The rows of a SQLite or Chroma source: converted as declared, refused ones to the quarantine. */
final class ConvertedPath implements RowPath {
  private static final int ROWS_AT_ONCE = 500;
  private final StreamId stream;
  private final Source source;
  private final LaterStates later;
  private final TargetTables tables = new TargetTables(this::read);
  private final LoadedMapping mapping;
  private final SchemaFollower schema;
  private final QuarantineStore store;
  private final KeyMapStore keyMap;
  private final QuarantinedKeys keys;
  private final DeadLetterStore letters;
  private final HeldTables held;
  private final ResentTables resent;
  private long foreign;

  private ConvertedPath(
      StreamId stream,
      Source source,
      LaterStates later,
      LoadedMapping mapping,
      SchemaFollower schema,
      Optional<TableResending> resending) {
    this.stream = stream;
    this.source = source;
    this.later = later;
    this.mapping = mapping;
    this.schema = schema;
    this.store = new QuarantineStore(stream, source);
    this.keyMap = new KeyMapStore(stream);
    this.keys = new QuarantinedKeys(store);
    this.letters = new DeadLetterStore(stream);
    this.held = HeldTables.none(stream);
    this.resent = new ResentTables(stream, resending);
  }

  static ConvertedPath ofSqlite(
      StreamId stream, Source source, LaterStates later, Optional<TableResending> resending) {
    LoadedMapping mapping = new LoadedMapping(stream, source);
    SchemaFollower schema = new SqliteSchemaFollower(mapping);
    return new ConvertedPath(stream, source, later, mapping, schema, resending);
  }

  static ConvertedPath ofChroma(
      StreamId stream, Source source, LaterStates later, TableMaking making) {
    LoadedMapping mapping = new LoadedMapping(stream, source);
    SchemaFollower schema = new ChromaSchemaFollower(source, mapping, making);
    return new ConvertedPath(stream, source, later, mapping, schema, Optional.empty());
  }

  @Override
  public void connected(ApplySession session) {
    mapping.load(session);
    keys.load(session);
    resent.load(session);
    foreign = letters.count(session);
  }

  @Override
  public TargetTables tables() {
    return tables;
  }

  @Override
  public SchemaFollower schema() {
    return schema;
  }

  @Override
  public ConvertedWriter writer(ApplySession session) {
    return writer(session, this::requireNone);
  }

  private ConvertedWriter writer(ApplySession session, Consumer<Collection<RefusedRow>> rule) {
    QuarantineTransaction quarantine = new QuarantineTransaction(session, store, keyMap, keys);
    return new ConvertedWriter(
        new RowAdmission(session, mapping, quarantine, keyMap),
        new BatchWriter(session, tables, false),
        new SavepointWriter(session),
        quarantine,
        keys,
        rule);
  }

  @Override
  public List<TableName> filledTables(ApplySession session) {
    List<TableName> tables = mapping.mapped().tables().stream().map(MappedTable::target).toList();
    tables.forEach(table -> MigratedTables.requireClosed(session, stream, table));
    return tables;
  }

  /** Rows with a NULL in their key stay: nothing that is done in the target makes them fit. */
  @Override
  public long replay(ApplySession session, Set<Long> discarded) {
    letters.discardForeign(session, discarded);
    session.command("BEGIN");
    ConvertedWriter writer = writer(session, refused -> {});
    if (new CheckpointStore(stream).holdClosed(session)) {
      store.each(
          session,
          ROWS_AT_ONCE,
          rows -> writer.again(rows.stream().filter(row -> row.key().row() == 0).toList()));
    }
    session.command("COMMIT");
    long before = keys.count();
    writer.committed();
    foreign = letters.count(session);
    return before - keys.count();
  }

  /** A file has no TRUNCATE: its connector empties a table in order to send all of it again. */
  @Override
  public void keepForeign(ApplySession session, List<StreamRecord> changes, ForeignWrites writes) {
    tables.load(session, changes);
    ForeignRows rows = new ForeignRows(session);
    for (StreamRecord record : changes) {
      if (record.change() instanceof Truncate truncate) {
        throw CheckpointStore.readAnew(stream, truncate.table());
      }
      if (record.change() instanceof RowChange change) {
        TargetTable table = tables.get(change.table());
        List<ConvertedRow> converted =
            LastStates.of(mapping.mapped(), List.of(record)).stream()
                .filter(states -> !states.table().keysMayMeet())
                .flatMap(states -> states.converted().stream())
                .toList();
        if (table != null && !rows.settled(table, converted)) {
          writes.keep(record, change, List.of(ForeignRows.key(table, change, converted)));
        }
      }
    }
  }

  /** Its connector sends the rows again. */
  @Override
  public Optional<RepairOutcome> repair(
      ApplySession session, RepairTask task, Checkpoint at, ApplyHooks hooks) {
    return Optional.of(
        RepairOutcome.refused(
            task,
            RepairError.NOT_THIS_WAY.of(
                stream,
                "Rows of source %s are sent again by its connector, and not written otherwise."
                    .formatted(stream.source()))));
  }

  @Override
  public HeldTables held() {
    return held;
  }

  @Override
  public List<TableRestartObserved> restartTables(
      ApplySession session, Map<String, Long> asked, Duration turn, RestartTransactions steps) {
    return resent.at(session, asked, steps);
  }

  @Override
  public QuarantineContent setAside() {
    return new QuarantineContent(foreign, keys.count(), keys.names());
  }

  /** Where rows may not be kept aside, only those may that a later state is known to follow. */
  private void requireNone(Collection<RefusedRow> refused) {
    if (source.converted().onInvalid() == OnInvalid.STOP) {
      List<RefusedRow> open =
          refused.stream()
              .filter(row -> !later.cover(row))
              .sorted(Comparator.comparingLong(RefusedRow::position))
              .toList();
      if (!open.isEmpty()) {
        throw new RefusedRowsFailure(source.name(), open, later.of(open, mapping.mapped()));
      }
    }
  }

  private Optional<TargetTable> read(ApplySession session, TableName name) {
    return mapping
        .mapped()
        .table(name)
        .map(table -> TargetCatalog.read(session, table.target()).namedBy(table.targetKey()));
  }
}
