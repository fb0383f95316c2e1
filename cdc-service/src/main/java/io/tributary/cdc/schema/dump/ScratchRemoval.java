package io.tributary.cdc.schema.dump;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.cdc.schema.state.SchemaFailures;
import io.tributary.database.DatabaseSession;
import java.util.ArrayList;
import java.util.List;

/**
 * Drops scratch databases that are not needed any more, each beside what else is done for its
 * source. Whoever closes it waits until they are gone; one that cannot be dropped stays recorded.
 * Used by one thread.
 */
public final class ScratchRemoval implements AutoCloseable {
  private final Databases databases;
  private final List<BesideWork> running = new ArrayList<>();

  public ScratchRemoval(Databases databases) {
    this.databases = databases;
  }

  void begin(ScratchDatabase scratch) {
    running.add(BesideWork.begin("drop " + scratch.name(), () -> drop(scratch)));
  }

  private void drop(ScratchDatabase scratch) {
    // A session of its own: the preparation goes on with the other one.
    try (DatabaseSession target = databases.openForLong(scratch.target(), SchemaFailures::of)) {
      ScratchDatabase.drop(new PreparationJournal(target, scratch.stream()), scratch.name());
    }
  }

  /**
   * Waits until all are dropped.
   *
   * @throws io.tributary.common.error.TributaryException why one of them was not
   */
  @Override
  public void close() {
    running.forEach(BesideWork::await);
  }
}
