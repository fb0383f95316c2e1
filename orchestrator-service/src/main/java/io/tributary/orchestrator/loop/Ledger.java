package io.tributary.orchestrator.loop;

import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.state.CuttingOver;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.store.StoreError;
import io.tributary.orchestrator.store.TargetSession;
import io.tributary.orchestrator.store.Transition;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One migration's record as this process last knew it, and whether that is still sure. After a
 * failure to store, nobody knows what the target holds, so it is read again before anything is
 * decided. Written by one thread; the record may be read by any.
 */
final class Ledger implements AutoCloseable {
  private final String name;
  private final Stored stored;
  private volatile MigrationRecord record;
  private MigrationRecord attempted;
  private boolean sure;

  Ledger(Migration plan, Surroundings surroundings) {
    this.name = plan.name();
    this.stored = new Stored(surroundings.targets(), plan.target().connection());
  }

  /** The last known record, null before the first reading. */
  MigrationRecord record() {
    return record;
  }

  boolean sure() {
    return sure;
  }

  /** From now on the target has to be read again. */
  void doubt() {
    sure = false;
  }

  /** Reads the record. */
  void read() {
    record =
        stored
            .ask(session -> session.find(name))
            .orElseThrow(
                () ->
                    new TributaryException(
                        StoreError.LOST,
                        "The target holds no state of migration "
                            + name
                            + ". Was its database replaced? Delete the migration, or restore it.",
                        Map.of("migration", name)));
    attempted = null;
    sure = true;
  }

  /** Takes a record that was just stored as a new one. */
  void begin(MigrationRecord created) {
    record = created;
    sure = true;
  }

  /** Stores a transition; after a failure the record is not sure any more. */
  void store(Transition transition) {
    attempted = transition.after();
    sure = false;
    stored.tell(session -> session.store(transition));
    record = transition.after();
    attempted = null;
    sure = true;
  }

  <T> T ask(Function<TargetSession, T> question) {
    return stored.ask(question);
  }

  void tell(Consumer<TargetSession> statement) {
    stored.tell(statement);
  }

  /**
   * Whether the target may hold a state from which there is only forward: then nothing may be
   * undone before it was read.
   */
  boolean mayBeOpening() {
    return attempted != null
        && attempted.state() instanceof CuttingOver cutover
        && !cutover.undoable();
  }

  @Override
  public void close() {
    stored.close();
  }
}
