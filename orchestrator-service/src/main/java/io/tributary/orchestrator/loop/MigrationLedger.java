package io.tributary.orchestrator.loop;

import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.state.CuttingOver;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.state.UndoableCutover;
import io.tributary.orchestrator.store.StoreError;
import io.tributary.orchestrator.store.StoredTransition;
import io.tributary.orchestrator.store.TargetSession;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One migration's record as this process last knew it, and whether that is still sure. After a
 * failure to store, what the target holds is unknown, so it is claimed anew before anything is
 * decided. Written by one thread; the record may be read by any.
 */
final class MigrationLedger implements AutoCloseable {
  private final String name;
  private final KeptTargetSession stored;
  private volatile Optional<MigrationRecord> record = Optional.empty();
  private Optional<MigrationRecord> attempted = Optional.empty();
  private boolean sure;

  MigrationLedger(Migration plan, LoopServices services) {
    this.name = plan.name();
    this.stored = new KeptTargetSession(services.targets(), plan.target().connection());
  }

  /** The record as it was last read or stored; empty before the first reading. */
  Optional<MigrationRecord> lastKnown() {
    return record;
  }

  /** The same, where it is certain that it was read. */
  MigrationRecord record() {
    return record.orElseThrow();
  }

  boolean sure() {
    return sure;
  }

  /** From now on the target has to be read again. */
  void doubt() {
    sure = false;
  }

  /**
   * Reads the record and makes it this process's: after that no store sent earlier, by whomever,
   * can take effect, so a state that was attempted and is not in the record never will be.
   */
  void read() {
    record =
        Optional.of(
            stored
                .ask(session -> session.claim(name))
                .orElseThrow(
                    () ->
                        new TributaryException(
                            StoreError.LOST,
                            "The target holds no state of migration "
                                + name
                                + ". Was its database replaced? Delete the migration, or restore"
                                + " it.",
                            Map.of("migration", name))));
    attempted = Optional.empty();
    sure = true;
  }

  /** Takes a record that was just stored as a new one. */
  void begin(MigrationRecord created) {
    record = Optional.of(created);
    sure = true;
  }

  /** Removes what the target keeps of rows; nothing happens to what is removed already. */
  void purge() {
    stored.tell(session -> session.purge(name));
  }

  /** Stores a transition; after a failure the record is not sure any more. */
  void store(StoredTransition transition) {
    attempted = Optional.of(transition.after());
    sure = false;
    stored.tell(session -> session.store(transition));
    record = attempted;
    attempted = Optional.empty();
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
    return attempted
        .map(MigrationRecord::state)
        .filter(state -> state instanceof CuttingOver && !(state instanceof UndoableCutover))
        .isPresent();
  }

  @Override
  public void close() {
    stored.close();
  }
}
