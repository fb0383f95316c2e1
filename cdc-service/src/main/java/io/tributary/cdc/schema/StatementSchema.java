package io.tributary.cdc.schema;

import io.tributary.access.grant.ServiceGrants;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.schema.existing.ExistingTableRelease;
import io.tributary.cdc.schema.opening.MissingRowsLimit;
import io.tributary.cdc.schema.opening.OpeningSessions;
import io.tributary.cdc.schema.opening.TargetOpening;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.plan.SchemaPlan;
import io.tributary.cdc.schema.plan.TargetGate;
import io.tributary.cdc.schema.plan.TriggerState;
import io.tributary.cdc.schema.shared.ApplicationRoles;
import io.tributary.cdc.schema.shared.PreparationTurn;
import io.tributary.cdc.schema.state.JoiningOutcome;
import io.tributary.cdc.schema.state.PreparationItem;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.cdc.schema.state.SchemaError;
import io.tributary.cdc.schema.state.SchemaFailures;
import io.tributary.cdc.schema.state.StateSchema;
import io.tributary.cdc.schema.statement.JoiningBlueprint;
import io.tributary.cdc.schema.statement.PreparedSchemas;
import io.tributary.cdc.schema.statement.SchemaBlueprint;
import io.tributary.cdc.schema.statement.StatementFinishing;
import io.tributary.cdc.schema.statement.StatementJoining;
import io.tributary.cdc.schema.statement.StatementPreparing;
import io.tributary.common.error.TributaryException;
import io.tributary.common.measure.WarmTime;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.quarantine.QuarantineContent;
import io.tributary.common.secret.SecretReader;
import io.tributary.database.DatabaseSession;
import io.tributary.database.KeptSessions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The target's schema of a source that has no dump: roles, schemas, gate and opening as for every
 * source, and tables by the statements of a {@link SchemaBlueprint}. Every method blocks, may be
 * called again at any time, and goes on where an earlier call was cut off; calls for the same
 * target wait for each other. All throw {@link TributaryException}. Thread-safe.
 */
public final class StatementSchema implements AutoCloseable {
  private final Databases databases;
  private final ViewRefreshing views;
  private final Clock clock;
  private final StateSchema state;
  private final ApplicationRoles roles;
  private final KeptSessions<OpeningSessions> rehearsed = new KeptSessions<>();

  /** The schemas of one kind of source. */
  public StatementSchema(Databases databases, ViewRefreshing views, Clock clock) {
    SecretReader secrets = ServiceGrants.secrets();
    this.databases = databases;
    this.views = views;
    this.clock = clock;
    this.state = new StateSchema(secrets);
    this.roles = new ApplicationRoles(secrets);
  }

  /** Roles, schemas, tables with their keys, and the gate that keeps the application out. */
  public void prepare(SchemaLayout layout, SchemaBlueprint blueprint) {
    try (DatabaseSession target = target(layout)) {
      PreparationJournal preparation = new PreparationJournal(target, layout.stream());
      PreparationTurn.take(target);
      state.ensure(target);
      if (!preparation.has(PreparationItem.OPENED)) {
        new StatementPreparing(roles, layout, preparation).run(blueprint);
        new PreparedSchemas(roles).make(layout, preparation);
      }
    }
  }

  /** Indexes, constraints and views once the snapshot's rows are in, all or none of them. */
  public void finishAfterSnapshot(SchemaLayout layout, SchemaBlueprint blueprint) {
    try (DatabaseSession target = target(layout)) {
      PreparationJournal preparation = new PreparationJournal(target, layout.stream());
      new StatementFinishing(layout, preparation).run(plan(preparation), blueprint);
    }
  }

  /**
   * Makes tables in the finished target that are new at the source, empty and closed.
   *
   * @param orders the generation of each order by its table
   */
  public JoiningOutcome join(
      SchemaLayout layout, JoiningBlueprint blueprint, Map<String, Long> orders) {
    try (DatabaseSession target = target(layout)) {
      PreparationJournal preparation = new PreparationJournal(target, layout.stream());
      PreparationTurn.take(target);
      requireFinished(preparation);
      return new StatementJoining(roles, layout, preparation).run(blueprint, orders);
    }
  }

  /** Reads what {@link #open} reads and keeps the connection for it; answers its milliseconds. */
  public long rehearseOpening(SchemaLayout layout, SchemaBlueprint blueprint) {
    endRehearsal(layout.stream());
    OpeningSessions sessions =
        rehearsed.keep(layout.stream(), new OpeningSessions(databases, layout));
    PreparationJournal preparation = new PreparationJournal(sessions.target(), layout.stream());
    requireFinished(preparation);
    SchemaPlan plan = plan(preparation);
    List<TableName> tables = PreparedSchemas.tables(preparation, plan);
    long millis =
        WarmTime.millis(
            clock,
            () -> {
              TriggerState.open(tables, TargetOpening.triggers(preparation));
              blueprint.rehearse(preparation);
              new MissingRowsLimit(layout).require(preparation);
            });
    sessions.guard(tables);
    return millis;
  }

  /** Counts what is aside of a target that a rollback has closed; answers its milliseconds. */
  public long rehearseReopening(SchemaLayout layout, SchemaBlueprint blueprint) {
    endRehearsal(layout.stream());
    OpeningSessions sessions =
        rehearsed.keep(layout.stream(), new OpeningSessions(databases, layout));
    PreparationJournal preparation = new PreparationJournal(sessions.target(), layout.stream());
    return WarmTime.millis(
        clock,
        () -> {
          blueprint.rehearse(preparation);
          new MissingRowsLimit(layout).require(preparation);
        });
  }

  /** Closes what {@link #rehearseOpening} kept open, if anything. */
  public void endRehearsal(StreamId stream) {
    rehearsed.drop(stream);
  }

  /**
   * Refuses what could not be refused any more while opening. What opening sets aside is set aside
   * here too, counted, and put back: only so is the number that the opening will find.
   */
  public QuarantineContent checkDrained(SchemaLayout layout, SchemaBlueprint blueprint) {
    OpeningSessions sessions =
        rehearsed.take(layout.stream()).orElseGet(() -> new OpeningSessions(databases, layout));
    rehearsed.keep(layout.stream(), sessions);
    PreparationJournal preparation = new PreparationJournal(sessions.target(), layout.stream());
    return sessions
        .target()
        .undone(
            () -> {
              blueprint.settle(preparation);
              return new MissingRowsLimit(layout).require(preparation);
            });
  }

  /**
   * The blueprint's part, triggers as they were, and the gate open, in one transaction.
   *
   * @param also what else becomes true with it, before any row changes
   */
  public void open(SchemaLayout layout, SchemaBlueprint blueprint, Consumer<DatabaseSession> also) {
    try (OpeningSessions sessions =
        rehearsed.take(layout.stream()).orElseGet(() -> new OpeningSessions(databases, layout))) {
      PreparationJournal preparation = new PreparationJournal(sessions.target(), layout.stream());
      if (preparation.has(PreparationItem.OPENED)) {
        return;
      }
      requireFinished(preparation);
      SchemaPlan plan = plan(preparation);
      sessions.endGuard();
      open(layout, preparation, plan, blueprint, also);
    }
  }

  private void open(
      SchemaLayout layout,
      PreparationJournal preparation,
      SchemaPlan plan,
      SchemaBlueprint blueprint,
      Consumer<DatabaseSession> also) {
    long start = clock.millis();
    DatabaseSession target = preparation.session();
    List<TableName> tables = PreparedSchemas.tables(preparation, plan);
    target.inTransaction(
        () -> {
          TargetOpening.holdCheckpoint(preparation);
          also.accept(target);
          blueprint.open(preparation);
          new MissingRowsLimit(layout).require(preparation);
          target.runAll(TriggerState.open(tables, TargetOpening.triggers(preparation)));
          ExistingTableRelease.open(preparation);
          views.note(target, layout);
          preparation.keep(PreparationItem.OPENED, Map.of("millis", clock.millis() - start));
        });
  }

  /** What has to happen when a target is opened again that a rollback has closed. */
  public Consumer<DatabaseSession> reopening(SchemaLayout layout, SchemaBlueprint blueprint) {
    endRehearsal(layout.stream());
    return target -> {
      PreparationJournal preparation = new PreparationJournal(target, layout.stream());
      blueprint.open(preparation);
      new MissingRowsLimit(layout).require(preparation);
      openAdded(preparation);
      views.note(target, layout);
    };
  }

  /** Tables that have joined the target since it was open have the gate of a new one. */
  private static void openAdded(PreparationJournal preparation) {
    DatabaseSession target = preparation.session();
    List<TableName> closed =
        new ArrayList<>(
            target.list(
                TargetGate.FIND_CLOSED,
                row -> new TableName(row.getString(1), row.getString(2)),
                TargetGate.TRIGGER));
    closed.retainAll(plan(preparation).tables());
    target.runAll(TriggerState.open(closed, List.of()));
  }

  /** Lets go of what is kept for an abort, which an open target does not have any more. */
  public void complete(SchemaLayout layout, SchemaBlueprint blueprint) {
    try (DatabaseSession target = target(layout)) {
      PreparationJournal preparation = new PreparationJournal(target, layout.stream());
      if (StateSchema.exists(target) && preparation.has(PreparationItem.OPENED)) {
        ExistingTableRelease.complete(preparation);
        blueprint.complete(preparation);
      }
    }
  }

  /**
   * Drops what was made for the source; a target that was opened is refused.
   *
   * @param closing takes out what else keeps its tables closed, in the transaction that drops them
   */
  public void remove(
      SchemaLayout layout, SchemaBlueprint blueprint, Consumer<DatabaseSession> closing) {
    try (DatabaseSession target = target(layout)) {
      if (StateSchema.exists(target)) {
        state.ensure(target);
        PreparationTurn.take(target);
        PreparationJournal preparation = new PreparationJournal(target, layout.stream());
        new SchemaRemoval(closing).run(preparation);
        blueprint.remove(preparation);
      }
    }
  }

  /** Asks the target of a source about it. */
  public <T> T ask(SchemaLayout layout, Question<T> question) {
    try (DatabaseSession target = target(layout)) {
      return question.to(
          new PreparationJournal(target, layout.stream()), StateSchema.exists(target));
    }
  }

  /** What is asked of what is kept in a target. */
  @FunctionalInterface
  public interface Question<T> {
    /**
     * The answer.
     *
     * @param exists whether the target keeps anything at all; nothing may be read otherwise
     */
    T to(PreparationJournal preparation, boolean exists);
  }

  @Override
  public void close() {
    rehearsed.close();
  }

  private DatabaseSession target(SchemaLayout layout) {
    return databases.openForLong(layout.migration().target().connection(), SchemaFailures::of);
  }

  private static void requireFinished(PreparationJournal preparation) {
    if (!preparation.has(PreparationItem.FINISHED)) {
      throw SchemaError.notPrepared(preparation.stream());
    }
  }

  private static SchemaPlan plan(PreparationJournal preparation) {
    return preparation
        .read(PreparationItem.PLAN, SchemaPlan.class)
        .orElseThrow(() -> SchemaError.notPrepared(preparation.stream()));
  }
}
