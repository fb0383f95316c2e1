package io.tributary.cdc.schema;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.database.KeptSessions;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.secret.SecretReader;
import java.time.Clock;
import java.util.Map;

/**
 * The target's schema of a source that has no dump: roles, schemas, gate and opening as for every
 * source, and tables by the statements of a {@link Blueprint}. Every method blocks, may be called
 * again at any time, and goes on where an earlier call was cut off; calls for the same target wait
 * for each other. All throw {@link TributaryException}. Thread-safe.
 */
public final class StatementSchema implements AutoCloseable {
  private final Databases databases;
  private final Clock clock;
  private final StateSchema state;
  private final Roles roles;
  private final KeptSessions<OpeningSessions> rehearsed = new KeptSessions<>();

  /** The schemas of one kind of source. */
  public StatementSchema(Databases databases, Clock clock) {
    SecretReader secrets = new SecretReader();
    this.databases = databases;
    this.clock = clock;
    this.state = new StateSchema(secrets);
    this.roles = new Roles(secrets);
  }

  /** Roles, schemas, tables with their keys, and the gate that keeps the application out. */
  public void prepare(Layout layout, Blueprint blueprint) {
    try (Session target = target(layout)) {
      Preparation preparation = new Preparation(target, layout.stream());
      state.ensure(target);
      Turn.take(target);
      if (!preparation.has(Item.OPENED)) {
        new StatementPreparing(roles, layout, preparation).run(blueprint);
      }
    }
  }

  /** Indexes, constraints and views once the snapshot's rows are in, all or none of them. */
  public void finishAfterSnapshot(Layout layout, Blueprint blueprint) {
    try (Session target = target(layout)) {
      Preparation preparation = new Preparation(target, layout.stream());
      new StatementFinishing(layout, preparation).run(plan(preparation), blueprint);
    }
  }

  /** Reads what {@link #open} reads and keeps the connection for it. */
  public void rehearseOpening(Layout layout, Blueprint blueprint) {
    endRehearsal(layout.stream());
    OpeningSessions sessions =
        rehearsed.keep(layout.stream(), new OpeningSessions(databases, layout));
    Preparation preparation = new Preparation(sessions.target(), layout.stream());
    requireFinished(preparation);
    SchemaPlan plan = plan(preparation);
    TriggerState.open(plan.tables(), Opening.triggers(preparation));
    blueprint.rehearse(preparation);
    sessions.guard(plan.tables());
  }

  /** Closes what {@link #rehearseOpening} kept open, if anything. */
  public void endRehearsal(StreamId stream) {
    rehearsed.drop(stream);
  }

  /** Lets the blueprint refuse what it could not refuse while opening; keeps what is kept. */
  public void checkDrained(Layout layout, Blueprint blueprint) {
    OpeningSessions sessions =
        rehearsed.take(layout.stream()).orElseGet(() -> new OpeningSessions(databases, layout));
    rehearsed.keep(layout.stream(), sessions);
    blueprint.check(new Preparation(sessions.target(), layout.stream()));
  }

  /** The blueprint's part, triggers as they were, and the gate open, in one transaction. */
  public void open(Layout layout, Blueprint blueprint) {
    try (OpeningSessions sessions =
        rehearsed.take(layout.stream()).orElseGet(() -> new OpeningSessions(databases, layout))) {
      Preparation preparation = new Preparation(sessions.target(), layout.stream());
      if (preparation.has(Item.OPENED)) {
        return;
      }
      requireFinished(preparation);
      SchemaPlan plan = plan(preparation);
      sessions.endGuard();
      open(preparation, plan, blueprint);
    }
  }

  private void open(Preparation preparation, SchemaPlan plan, Blueprint blueprint) {
    long start = clock.millis();
    Session target = preparation.session();
    target.inTransaction(
        () -> {
          Opening.holdCheckpoint(preparation);
          blueprint.open(preparation);
          target.runAll(TriggerState.open(plan.tables(), Opening.triggers(preparation)));
          preparation.keep(Item.OPENED, Map.of("millis", clock.millis() - start));
        });
  }

  /** Drops what was made for the source; a target that was opened is refused. */
  public void remove(Layout layout, Blueprint blueprint) {
    try (Session target = target(layout)) {
      if (StateSchema.exists(target)) {
        state.ensure(target);
        Turn.take(target);
        Preparation preparation = new Preparation(target, layout.stream());
        new Removal().run(preparation);
        blueprint.remove(preparation);
      }
    }
  }

  /** Asks the target of a source about it. */
  public <T> T ask(Layout layout, Question<T> question) {
    try (Session target = target(layout)) {
      return question.to(new Preparation(target, layout.stream()), StateSchema.exists(target));
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
    T to(Preparation preparation, boolean exists);
  }

  @Override
  public void close() {
    rehearsed.close();
  }

  private Session target(Layout layout) {
    return new Session(databases, layout.migration().target().connection());
  }

  private static void requireFinished(Preparation preparation) {
    if (!preparation.has(Item.FINISHED)) {
      throw SchemaService.notPrepared(preparation.stream());
    }
  }

  private static SchemaPlan plan(Preparation preparation) {
    return preparation
        .read(Item.PLAN, SchemaPlan.class)
        .orElseThrow(() -> SchemaService.notPrepared(preparation.stream()));
  }
}
