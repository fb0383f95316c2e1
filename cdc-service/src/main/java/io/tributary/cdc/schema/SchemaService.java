package io.tributary.cdc.schema;

import io.tributary.access.grant.ServiceGrants;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.schema.dump.DumpFinishing;
import io.tributary.cdc.schema.dump.DumpJoining;
import io.tributary.cdc.schema.dump.DumpPreparing;
import io.tributary.cdc.schema.dump.PgPrograms;
import io.tributary.cdc.schema.dump.SchemaPlanner;
import io.tributary.cdc.schema.dump.SchemaSettings;
import io.tributary.cdc.schema.dump.SchemaStep;
import io.tributary.cdc.schema.dump.ScratchRemoval;
import io.tributary.cdc.schema.dump.SourceDefinitions;
import io.tributary.cdc.schema.opening.GateRemoval;
import io.tributary.cdc.schema.opening.MissingRowsLimit;
import io.tributary.cdc.schema.opening.OpeningSessions;
import io.tributary.cdc.schema.opening.TargetOpening;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.plan.SchemaPlan;
import io.tributary.cdc.schema.shared.ApplicationRoles;
import io.tributary.cdc.schema.shared.OpeningTurn;
import io.tributary.cdc.schema.shared.PreparationTurn;
import io.tributary.cdc.schema.state.JoiningOutcome;
import io.tributary.cdc.schema.state.PreparationItem;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.cdc.schema.state.SchemaError;
import io.tributary.cdc.schema.state.SchemaFailures;
import io.tributary.cdc.schema.state.StateSchema;
import io.tributary.cdc.schema.statement.PreparedSchemas;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.quarantine.QuarantineContent;
import io.tributary.common.secret.SecretReader;
import io.tributary.database.DatabaseSession;
import io.tributary.database.KeptSessions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The target's schema of one source: made before the rows, finished after them, opened at the
 * cutover, removed at an abort. Every method blocks, may be called again at any time, and goes on
 * where an earlier call was cut off; calls for the same target take {@link PreparationTurn}s. All
 * throw {@link TributaryException} with a {@link SchemaError} or a database's error. Thread-safe.
 */
@ApplicationScoped
public class SchemaService {
  private static final Logger LOG = Logger.getLogger(SchemaService.class);

  private final Databases databases;
  private final SourceDefinitions definitions;
  private final StateSchema state;
  private final DumpPreparing preparing;
  private final PreparedSchemas preparedSchemas;
  private final DumpFinishing finishing;
  private final DumpJoining joining;
  private final TargetOpening opening;
  private final KeptSessions<OpeningSessions> rehearsed = new KeptSessions<>();
  private final GateRemoval gateRemoval = new GateRemoval();
  private final SchemaStep.Listener listener;

  /** Wires the parts. */
  @Inject
  public SchemaService(Databases databases, SchemaSettings settings, Clock clock) {
    this(
        databases,
        settings,
        clock,
        (step, layout) ->
            LOG.infof(
                "schema step: migration=%s source=%s step=%s",
                layout.migration().name(), layout.source().name(), step));
  }

  SchemaService(
      Databases databases, SchemaSettings settings, Clock clock, SchemaStep.Listener listener) {
    SecretReader secrets = ServiceGrants.secrets();
    PgPrograms programs = new PgPrograms(settings, secrets);
    this.databases = databases;
    this.definitions = new SourceDefinitions(databases);
    this.state = new StateSchema(secrets);
    SchemaPlanner planner = new SchemaPlanner(databases, programs);
    this.joining = new DumpJoining(definitions, planner, programs, databases, listener);
    this.preparing =
        new DumpPreparing(definitions, planner, programs, new ApplicationRoles(secrets), listener);
    this.preparedSchemas = new PreparedSchemas(new ApplicationRoles(secrets));
    this.finishing = new DumpFinishing(programs, listener);
    this.opening = new TargetOpening(clock);
    this.listener = listener;
  }

  /** Roles, schemas, tables with their keys, and the gate that keeps the application out. */
  public void prepare(MovingSource source) {
    // Waited for when the next source has its turn.
    try (ScratchRemoval removal = new ScratchRemoval(databases)) {
      onTarget(
          source,
          preparation -> {
            // In this turn as well: the first source makes what the others find.
            PreparationTurn.take(preparation.session());
            state.ensure(preparation.session());
            if (!preparation.has(PreparationItem.OPENED)) {
              SchemaLayout layout = new SchemaLayout(source);
              preparing.run(layout, preparation, removal);
              preparedSchemas.make(layout, preparation);
            }
          });
    }
  }

  /**
   * Refuses to trust a copy of tables that have changed while they were copied.
   *
   * @throws TributaryException {@link SchemaError#CHANGED_DURING_SNAPSHOT}
   */
  public void requireUnchanged(MovingSource source) {
    onTarget(
        source, preparation -> definitions.requireUnchanged(new SchemaLayout(source), preparation));
  }

  /** The indexes by which a change finds its row, once the rows are copied. */
  public void makeKeys(MovingSource source) {
    onTarget(
        source,
        preparation -> finishing.keys(new SchemaLayout(source), preparation, plan(preparation)));
  }

  /**
   * Indexes, constraints and triggers once the snapshot's rows are in; triggers stay disabled until
   * {@link #open}.
   */
  public void finishAfterSnapshot(MovingSource source) {
    onTarget(
        source,
        preparation -> {
          SchemaLayout layout = new SchemaLayout(source);
          SchemaPlan plan = plan(preparation);
          if (!preparation.has(PreparationItem.FINISHED)) {
            definitions.requireUnchanged(layout, preparation);
          }
          finishing.run(layout, preparation, plan);
        });
  }

  /**
   * Makes tables in the finished target that are new at the source, empty and closed.
   *
   * @param orders the generation of each order by its table
   */
  public JoiningOutcome join(MovingSource source, Map<String, Long> orders) {
    try (ScratchRemoval removal = new ScratchRemoval(databases);
        DatabaseSession target = databases.openForLong(source.target(), SchemaFailures::of)) {
      PreparationJournal preparation = preparation(target, source);
      PreparationTurn.take(target);
      requireFinished(preparation);
      return joining.run(new SchemaLayout(source), preparation, orders, removal);
    }
  }

  /** Opens the target; nothing else becomes true with it. */
  public void open(MovingSource source) {
    open(source, target -> {});
  }

  /**
   * Sequences as at the fenced source, triggers as they were, gate open, in one transaction of the
   * target.
   *
   * @param also what else becomes true with it
   */
  public void open(MovingSource source, Consumer<DatabaseSession> also) {
    SchemaLayout layout = new SchemaLayout(source);
    try (OpeningSessions sessions =
        rehearsed.take(layout.stream()).orElseGet(() -> new OpeningSessions(databases, layout))) {
      PreparationJournal preparation = preparation(sessions.target(), source);
      if (preparation.has(PreparationItem.OPENED)) {
        return;
      }
      requireFinished(preparation);
      opening.run(sessions, preparation, plan(preparation), new MissingRowsLimit(layout), also);
      listener.reached(SchemaStep.OPENED, layout);
    }
  }

  /**
   * Removes what is left of the gate of an open target, table by table. A table that somebody keeps
   * locked keeps its disabled trigger, and the log says how to drop it.
   */
  public void removeGate(MovingSource source) {
    onTarget(source, preparation -> gateRemoval.run(preparation, plan(preparation)));
  }

  /**
   * Reads what {@link #open} reads and keeps the connections for it; what opening would lack shows
   * here.
   *
   * @return how long the reading took, in milliseconds
   */
  public long rehearseOpening(MovingSource source) {
    SchemaLayout layout = new SchemaLayout(source);
    endRehearsal(layout.stream());
    OpeningSessions sessions =
        rehearsed.keep(layout.stream(), new OpeningSessions(databases, layout));
    PreparationJournal preparation = preparation(sessions.target(), source);
    requireFinished(preparation);
    new MissingRowsLimit(layout).require(preparation);
    return opening.rehearse(sessions, preparation, plan(preparation));
  }

  /** Counts what the last changes before the fence have left aside; keeps what is kept. */
  public QuarantineContent checkDrained(MovingSource source) {
    SchemaLayout layout = new SchemaLayout(source);
    OpeningSessions sessions =
        rehearsed.take(layout.stream()).orElseGet(() -> new OpeningSessions(databases, layout));
    rehearsed.keep(layout.stream(), sessions);
    return new MissingRowsLimit(layout).require(preparation(sessions.target(), source));
  }

  /** The same in the transaction that opens a side again. */
  public Consumer<DatabaseSession> requireNothingLeft(MovingSource source) {
    return session ->
        new MissingRowsLimit(new SchemaLayout(source)).require(preparation(session, source));
  }

  /** Closes what {@link #rehearseOpening} kept open, if anything. */
  public void endRehearsal(StreamId stream) {
    rehearsed.drop(stream);
  }

  @PreDestroy
  void closeKept() {
    rehearsed.close();
  }

  private static void requireFinished(PreparationJournal preparation) {
    if (!preparation.has(PreparationItem.FINISHED)) {
      throw SchemaError.notPrepared(preparation.stream());
    }
  }

  /** Whether {@link #open} was committed; one that is still under way is waited for. */
  public boolean opened(MovingSource source) {
    try (DatabaseSession target = databases.open(source.target(), SchemaFailures::of)) {
      if (!StateSchema.exists(target)) {
        return false;
      }
      PreparationJournal preparation = preparation(target, source);
      target.run("SET lock_timeout = '10s'");
      OpeningTurn.take(target, preparation.stream());
      return preparation.has(PreparationItem.OPENED);
    }
  }

  /** Drops what was made for the source; nothing else goes with its tables. */
  public void remove(MovingSource source) {
    remove(source, target -> {});
  }

  /**
   * Drops what was made for the source; a target that was opened is refused.
   *
   * @param closing takes out what else keeps its tables closed, in the transaction that drops them
   */
  public void remove(MovingSource source, Consumer<DatabaseSession> closing) {
    onTarget(
        source,
        preparation -> {
          if (StateSchema.exists(preparation.session())) {
            PreparationTurn.take(preparation.session());
            new SchemaRemoval(closing).run(preparation);
          }
        });
  }

  private void onTarget(MovingSource source, Consumer<PreparationJournal> work) {
    try (DatabaseSession target = databases.openForLong(source.target(), SchemaFailures::of)) {
      work.accept(preparation(target, source));
    }
  }

  private static PreparationJournal preparation(DatabaseSession target, MovingSource source) {
    return new PreparationJournal(target, source.stream());
  }

  private static SchemaPlan plan(PreparationJournal preparation) {
    return preparation
        .read(PreparationItem.PLAN, SchemaPlan.class)
        .orElseThrow(() -> SchemaError.notPrepared(preparation.stream()));
  }
}
