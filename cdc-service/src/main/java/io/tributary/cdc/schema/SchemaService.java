package io.tributary.cdc.schema;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.database.KeptSessions;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import io.tributary.common.secret.SecretReader;
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
 * where an earlier call was cut off; calls for the same target take {@link Turn}s. All throw {@link
 * TributaryException} with a {@link SchemaError} or a database's error. Thread-safe.
 */
@ApplicationScoped
public class SchemaService {
  private static final Logger LOG = Logger.getLogger(SchemaService.class);

  private final Databases databases;
  private final Definitions definitions;
  private final StateSchema state;
  private final Preparing preparing;
  private final Finishing finishing;
  private final Opening opening;
  private final KeptSessions<OpeningSessions> rehearsed = new KeptSessions<>();
  private final GateRemoval gateRemoval = new GateRemoval();
  private final Removal removal = new Removal();
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
    SecretReader secrets = new SecretReader();
    PgPrograms programs = new PgPrograms(settings, secrets);
    this.databases = databases;
    this.definitions = new Definitions(databases);
    this.state = new StateSchema(secrets);
    this.preparing =
        new Preparing(
            definitions,
            new SchemaPlanner(databases, programs),
            programs,
            new Roles(secrets),
            listener);
    this.finishing = new Finishing(programs, listener);
    this.opening = new Opening(clock);
    this.listener = listener;
  }

  /** Roles, schemas, tables with their keys, and the gate that keeps the application out. */
  public void prepare(Migration migration, Source source) {
    onTarget(
        migration,
        source,
        preparation -> {
          state.ensure(preparation.session());
          Turn.take(preparation.session());
          if (!preparation.has(Item.OPENED)) {
            preparing.run(new Layout(migration, source), preparation);
          }
        });
  }

  /**
   * Refuses to trust a copy of tables that have changed while they were copied.
   *
   * @throws TributaryException {@link SchemaError#CHANGED_DURING_SNAPSHOT}
   */
  public void requireUnchanged(Migration migration, Source source) {
    onTarget(
        migration,
        source,
        preparation -> definitions.requireUnchanged(new Layout(migration, source), preparation));
  }

  /** The indexes by which a change finds its row, once the rows are copied. */
  public void makeKeys(Migration migration, Source source) {
    onTarget(
        migration,
        source,
        preparation ->
            finishing.keys(new Layout(migration, source), preparation, plan(preparation)));
  }

  /**
   * Indexes, constraints and triggers once the snapshot's rows are in; triggers stay disabled until
   * {@link #open}.
   */
  public void finishAfterSnapshot(Migration migration, Source source) {
    onTarget(
        migration,
        source,
        preparation -> {
          Layout layout = new Layout(migration, source);
          SchemaPlan plan = plan(preparation);
          if (!preparation.has(Item.FINISHED)) {
            definitions.requireUnchanged(layout, preparation);
          }
          finishing.run(layout, preparation, plan);
        });
  }

  /**
   * Sequences as at the fenced source, triggers as they were, gate open, in one transaction of the
   * target.
   */
  public void open(Migration migration, Source source) {
    Layout layout = new Layout(migration, source);
    try (OpeningSessions sessions =
        rehearsed.take(layout.stream()).orElseGet(() -> new OpeningSessions(databases, layout))) {
      Preparation preparation = preparation(sessions.target(), migration, source);
      if (preparation.has(Item.OPENED)) {
        return;
      }
      requireFinished(preparation);
      opening.run(sessions, preparation, plan(preparation));
      listener.reached(SchemaStep.OPENED, layout);
    }
  }

  /**
   * Removes what is left of the gate of an open target, table by table. A table that somebody keeps
   * locked keeps its disabled trigger, and the log says how to drop it.
   */
  public void removeGate(Migration migration, Source source) {
    onTarget(migration, source, preparation -> gateRemoval.run(preparation, plan(preparation)));
  }

  /**
   * Reads what {@link #open} reads and keeps the connections for it; what opening would lack shows
   * here.
   */
  public void rehearseOpening(Migration migration, Source source) {
    Layout layout = new Layout(migration, source);
    endRehearsal(layout.stream());
    OpeningSessions sessions =
        rehearsed.keep(layout.stream(), new OpeningSessions(databases, layout));
    Preparation preparation = preparation(sessions.target(), migration, source);
    requireFinished(preparation);
    opening.rehearse(sessions, preparation, plan(preparation));
  }

  /** Closes what {@link #rehearseOpening} kept open, if anything. */
  public void endRehearsal(StreamId stream) {
    rehearsed.drop(stream);
  }

  @PreDestroy
  void closeKept() {
    rehearsed.close();
  }

  private static void requireFinished(Preparation preparation) {
    if (!preparation.has(Item.FINISHED)) {
      throw notPrepared(preparation.stream());
    }
  }

  /** Whether {@link #open} was committed. */
  public boolean opened(Migration migration, Source source) {
    try (Session target = new Session(databases, migration.target().connection())) {
      return StateSchema.exists(target) && preparation(target, migration, source).has(Item.OPENED);
    }
  }

  /** Drops what was made for the source; a target that was opened is refused. */
  public void remove(Migration migration, Source source) {
    onTarget(
        migration,
        source,
        preparation -> {
          if (StateSchema.exists(preparation.session())) {
            Turn.take(preparation.session());
            removal.run(preparation);
          }
        });
  }

  private void onTarget(Migration migration, Source source, Consumer<Preparation> work) {
    try (Session target = new Session(databases, migration.target().connection())) {
      work.accept(preparation(target, migration, source));
    }
  }

  private static Preparation preparation(Session target, Migration migration, Source source) {
    return new Preparation(target, new StreamId(migration.name(), source.name()));
  }

  private static SchemaPlan plan(Preparation preparation) {
    return preparation
        .read(Item.PLAN, SchemaPlan.class)
        .orElseThrow(() -> notPrepared(preparation.stream()));
  }

  static TributaryException notPrepared(StreamId stream) {
    return new TributaryException(
        SchemaError.NOT_PREPARED,
        "The target's schema of "
            + stream
            + " is not finished; it has to be prepared and its snapshot complete first.",
        Map.of("stream", stream.toString()));
  }
}
