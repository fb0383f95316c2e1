package io.tributary.cdc.source.postgresql.capture;

import io.tributary.cdc.connect.CaptureError;
import io.tributary.cdc.database.Databases;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.database.DatabaseFailure;
import io.tributary.database.DatabaseSession;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * The exported snapshot of a stream's slot. The connection on which the slot was made is kept: as
 * long as it is open and idle, other connections may read what the source held where the slot
 * begins. Thread-safe.
 */
final class HeldSnapshot {
  private static final Logger LOG = Logger.getLogger(HeldSnapshot.class);
  private static final long PATIENCE_SECONDS = 20;

  private @Nullable DatabaseSession session;
  private @Nullable CompletableFuture<ReplicationCommands.MadeSlot> making;
  private @Nullable String name;

  /**
   * Makes the slot. The server first waits for the transactions that are open at the source; a call
   * that has waited long enough gives up, and the next one goes on with the same slot.
   *
   * @throws TributaryException {@link CaptureError#SLOT_WAITS}, or that of an unreachable source
   */
  synchronized StartPoint make(Databases databases, DatabaseAddress source, String slot) {
    if (making == null) {
      release();
      DatabaseSession opened = databases.openReplication(source);
      session = opened;
      making =
          CompletableFuture.supplyAsync(
              () -> ReplicationCommands.makeSlot(opened, slot), HeldSnapshot::run);
    }
    try {
      ReplicationCommands.MadeSlot made = making.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      making = null;
      name = made.snapshot();
      return made.start();
    } catch (TimeoutException e) {
      throw waits(source, slot);
    } catch (ExecutionException e) {
      release();
      throw e.getCause() instanceof TributaryException known
          ? known
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw waits(source, slot);
    }
  }

  /** Whether a slot is being made. */
  synchronized boolean pending() {
    return making != null;
  }

  /** The snapshot's name, empty when it is not held. */
  synchronized Optional<String> name() {
    return Optional.ofNullable(name);
  }

  /** Lets go of the snapshot, and of a slot that is not made yet. */
  synchronized void release() {
    name = null;
    if (session == null) {
      return;
    }
    try (DatabaseSession closed = session) {
      if (making != null) {
        closed.connection().unwrap(PGConnection.class).cancelQuery();
      }
    } catch (SQLException | DatabaseFailure e) {
      LOG.debugf("a snapshot's connection was gone cause=%s", e.getMessage());
    }
    making = null;
    session = null;
  }

  private static void run(Runnable work) {
    Thread thread = new Thread(work, "make slot");
    thread.setDaemon(true);
    thread.start();
  }

  private static TributaryException waits(DatabaseAddress source, String slot) {
    return new TributaryException(
        CaptureError.SLOT_WAITS,
        "Replication slot %s at %s is not there yet: the server waits for every transaction that was open when it began. End transactions that stay open for long (pg_stat_activity.xact_start); it goes on by itself."
            .formatted(slot, source.display()),
        Map.of("slot", slot, "database", source.display()));
  }
}
