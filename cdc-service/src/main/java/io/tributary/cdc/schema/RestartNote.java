package io.tributary.cdc.schema;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.schema.state.PreparationItem;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.cdc.schema.state.SchemaFailures;
import io.tributary.cdc.schema.state.StateSchema;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.MovingSource;
import io.tributary.database.DatabaseSession;
import java.util.List;

/**
 * The note in a target that everything of a source was removed for an order to begin it anew. While
 * the note is missing, the removal is done again; once it is there, never: whoever removes holds a
 * lock that whoever makes the note waits for. Every method blocks and is idempotent; all throw
 * {@link TributaryException} when the target does not answer. Thread-safe.
 *
 * @param databases opens the target
 * @param moving the source on its way out
 */
public record RestartNote(Databases databases, MovingSource moving) {
  /** All that was kept of rows which come again. */
  private static final List<String> ASIDE =
      List.of(
          "DELETE FROM tributary.quarantine WHERE migration = ? AND source = ?",
          "DELETE FROM tributary.key_map WHERE migration = ? AND source = ?",
          "DELETE FROM tributary.dead_letter WHERE migration = ? AND source = ?",
          "DELETE FROM tributary.held_change WHERE migration = ? AND source = ?",
          "DELETE FROM tributary.table_restart WHERE migration = ? AND source = ?",
          "DELETE FROM tributary.change_count WHERE migration = ? AND source = ?");

  private static final String KEY =
      "(pg_catalog.hashtextextended('tributary.restart ' || ?::text, 0::bigint))";

  /** For as long as the session lasts, beside others that remove. */
  private static final String REMOVING = "SELECT pg_catalog.pg_advisory_lock_shared" + KEY;

  /** Until the transaction ends, once nobody removes any more. */
  private static final String NOTING = "SELECT pg_catalog.pg_advisory_xact_lock" + KEY;

  /** What removes may take minutes; whoever waits asks again. */
  private static final String PATIENCE = "SET LOCAL lock_timeout = '5s'";

  /** The last order that was noted, 0 for none. */
  public long read() {
    try (DatabaseSession target = databases.open(moving.target(), SchemaFailures::of)) {
      return read(target);
    }
  }

  /**
   * Removes something, unless that order was noted already. Nobody notes it meanwhile.
   *
   * @return whether it was removed
   */
  public boolean unless(long order, Runnable removal) {
    try (DatabaseSession target = databases.open(moving.target(), SchemaFailures::of)) {
      target.list(REMOVING, row -> true, moving.stream().toString());
      boolean due = read(target) < order;
      if (due) {
        removal.run();
      }
      return due;
    }
  }

  private long read(DatabaseSession target) {
    return StateSchema.exists(target)
        ? new PreparationJournal(target, moving.stream())
            .read(PreparationItem.RESTARTED, Long.class)
            .orElse(0L)
        : 0;
  }

  /**
   * Notes an order, and drops what was kept of rows, in one transaction; does nothing where it was
   * noted already.
   */
  public void keep(long order) {
    StreamId stream = moving.stream();
    try (DatabaseSession target = databases.open(moving.target(), SchemaFailures::of)) {
      target.inTransaction(
          () -> {
            target.run(PATIENCE);
            target.list(NOTING, row -> true, stream.toString());
            if (read(target) < order) {
              ASIDE.forEach(sql -> target.run(sql, stream.migration(), stream.source()));
              new PreparationJournal(target, stream).keep(PreparationItem.RESTARTED, order);
            }
          });
    }
  }
}
