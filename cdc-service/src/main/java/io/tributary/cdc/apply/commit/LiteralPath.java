package io.tributary.cdc.apply.commit;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.count.PartitionRoots;
import io.tributary.cdc.apply.count.TableChangeCount;
import io.tributary.cdc.apply.deadletter.ChangedKeys;
import io.tributary.cdc.apply.deadletter.DeadLetterReplay;
import io.tributary.cdc.apply.deadletter.DeadLetterStore;
import io.tributary.cdc.apply.deadletter.ForeignWrites;
import io.tributary.cdc.apply.deadletter.ParkedKeys;
import io.tributary.cdc.apply.deadletter.ParkedRows;
import io.tributary.cdc.apply.fold.FoldErrors;
import io.tributary.cdc.apply.follow.PostgresSchemaFollower;
import io.tributary.cdc.apply.follow.SchemaFollower;
import io.tributary.cdc.apply.repair.RepairError;
import io.tributary.cdc.apply.repair.RepairOutcome;
import io.tributary.cdc.apply.repair.RepairTask;
import io.tributary.cdc.apply.repair.RowRepair;
import io.tributary.cdc.apply.restart.HeldTables;
import io.tributary.cdc.apply.restart.ReadTables;
import io.tributary.cdc.apply.restart.TableRestarts;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.cdc.apply.table.TargetTables;
import io.tributary.cdc.database.Databases;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.ChangeRecord.Truncate;
import io.tributary.common.desired.ConfirmedRows;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.observed.TableRestartObserved;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.Source;
import io.tributary.common.quarantine.QuarantineContent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of a PostgreSQL source: literals as they come, refused ones to the dead letters. */
final class LiteralPath implements RowPath {
  private final StreamId stream;
  private final Source source;
  private final TargetTables tables;
  private final SchemaFollower schema;
  private final DeadLetterStore store;
  private final ParkedKeys parked;
  private final Databases databases;
  private final TableRestarts restarts;
  private boolean catchingUp;
  private @Nullable RowRepair repair;

  LiteralPath(MovingSource moving, Databases databases, ReadTables reading) {
    this.databases = databases;
    this.stream = moving.stream();
    this.source = moving.source();
    this.tables = new TargetTables(source);
    this.schema = new PostgresSchemaFollower(moving, databases);
    this.store = new DeadLetterStore(stream);
    this.parked = new ParkedKeys(store);
    this.restarts =
        new TableRestarts(stream, databases, source.postgres().connection(), tables, reading);
  }

  @Override
  public void connected(ApplySession session) {
    schema.load(session);
    parked.load(session);
    restarts.load(session);
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
  public void catchingUp(boolean now) {
    catchingUp = now;
  }

  @Override
  public RowWriter writer(ApplySession session) {
    ParkedRows rows = new ParkedRows(session, tables, store, parked);
    return new LiteralWriter(session, tables, rows, catchingUp, parked, this::cured);
  }

  /** Tables of a way back do not begin anew one by one. */
  private FoldErrors.MissingRow cured(FoldErrors.MissingRow missing) {
    return stream.goesBack()
        ? missing
        : tables
            .sourceOf(missing.table())
            .map(table -> missing.curedBy(stream.restartCommand(table.display())))
            .orElse(missing);
  }

  @Override
  public List<TableName> filledTables(ApplySession session) {
    return MigratedTables.of(session, source, stream);
  }

  @Override
  public long replay(ApplySession session, Set<Long> discarded) {
    store.discardForeign(session, discarded);
    CheckpointStore checkpoints = new CheckpointStore(stream);
    long applied =
        new DeadLetterReplay(session, () -> checkpoints.holdClosed(session), tables, store)
            .run(discarded);
    parked.load(session);
    return applied;
  }

  @Override
  public void keepForeign(ApplySession session, List<StreamRecord> changes, ForeignWrites foreign) {
    tables.load(session, changes);
    ForeignRows rows = new ForeignRows(session);
    for (StreamRecord record : changes) {
      if (record.change() instanceof Truncate truncate) {
        TargetTable table = tables.get(truncate.table());
        if (table != null) {
          foreign.keepEmptied(record, truncate.table(), truncate.lsn(), table.name());
        }
      } else if (record.change() instanceof RowChange change) {
        TargetTable table = tables.get(change.table());
        if (table != null && !rows.settled(table, change)) {
          foreign.keep(record, change, ChangedKeys.of(table, change));
        }
      }
    }
  }

  @Override
  public HeldTables held() {
    return restarts.held();
  }

  @Override
  public List<TableRestartObserved> restartTables(
      ApplySession session, Map<String, Long> asked, Duration turn, RestartTransactions steps) {
    return restarts.at(session, asked, turn, new RestartWriting(steps, tables, store, parked));
  }

  @Override
  public void tablesRedefined(ApplySession session) {
    restarts.beginAgain(session);
  }

  @Override
  public Optional<RepairOutcome> repair(
      ApplySession session, RepairTask task, Checkpoint at, ApplyHooks hooks) {
    Optional<String> anew =
        task.tables().stream().map(ConfirmedRows::table).filter(held()::holds).findFirst();
    if (anew.isPresent()) {
      return Optional.of(
          RepairOutcome.refused(
              task,
              RepairError.BEGINS_ANEW.at(
                  stream,
                  anew.get(),
                  "Table %s of source %s begins anew, so its rows are not repaired. Wait until that is done."
                      .formatted(anew.get(), stream.source()))));
    }
    if (parked.letters() > 0) {
      return Optional.of(
          RepairOutcome.refused(
              task,
              RepairError.DEAD_LETTERS.of(
                  stream,
                  "Rows of source %s are not repaired while changes of it wait as dead letters. Order replay or discard them, then order the repair again."
                      .formatted(stream.source()))));
    }
    if (repair == null || repair.task() != task) {
      repair =
          new RowRepair(
              stream,
              task,
              () -> databases.look(source.postgres().connection()),
              tables,
              points(hooks));
    }
    CheckpointStore checkpoints = new CheckpointStore(stream);
    return repair.at(
        session,
        at.position(),
        () -> {
          checkpoints.advance(session, at, at);
          return !checkpoints.open(session);
        });
  }

  private RowRepair.RepairPoints points(ApplyHooks hooks) {
    return new RowRepair.RepairPoints() {
      @Override
      public void betweenReadings() {
        hooks.betweenReadings(stream);
      }

      @Override
      public void beforeCommit() {
        hooks.beforeCommit(stream);
      }
    };
  }

  @Override
  public void close() {
    restarts.close();
    RowPath.super.close();
  }

  @Override
  public Map<TableName, TableChangeCount> named(
      ApplySession session, Map<TableName, TableChangeCount> counts) {
    return new PartitionRoots(source).added(session, counts);
  }

  @Override
  public QuarantineContent setAside() {
    return new QuarantineContent(parked.letters(), 0, List.of());
  }
}
