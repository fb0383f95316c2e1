package io.tributary.cdc.apply.restart;

import io.tributary.cdc.database.Databases;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.database.DatabaseFailure;
import io.tributary.database.DatabaseSession;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.replication.ReplicationSlotInfo;

/**
 * What a source held at one position of its log, which others can read as long as this is open. It
 * is that of a temporary slot, for which the server waits until every transaction has ended that
 * was open when it was asked for: each transaction committed before the position is in it, and none
 * behind. Making it keeps nobody waiting. Used by one thread.
 */
final class SourceSnapshot implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(SourceSnapshot.class);
  private static final String PLUGIN = "pgoutput";

  private final DatabaseSession session;
  private final CompletableFuture<ReplicationSlotInfo> making;

  private SourceSnapshot(DatabaseSession session, CompletableFuture<ReplicationSlotInfo> making) {
    this.session = session;
    this.making = making;
  }

  /**
   * Asks for it, and returns at once.
   *
   * @throws TributaryException when the source is not reached
   */
  static SourceSnapshot of(Databases databases, DatabaseAddress source) {
    DatabaseSession session = databases.openReplication(source);
    return new SourceSnapshot(
        session, CompletableFuture.supplyAsync(() -> make(session), SourceSnapshot::run));
  }

  private static void run(Runnable work) {
    Thread thread = new Thread(work, "snapshot of a table");
    thread.setDaemon(true);
    thread.start();
  }

  private static ReplicationSlotInfo make(DatabaseSession session) {
    String slot = "tributary_table_" + UUID.randomUUID().toString().replace("-", "");
    return session.with(
        connection ->
            connection
                .unwrap(PGConnection.class)
                .getReplicationAPI()
                .createReplicationSlot()
                .logical()
                .withSlotName(slot)
                .withTemporaryOption()
                .withOutputPlugin(PLUGIN)
                .make());
  }

  /**
   * Whether it is there.
   *
   * @throws TributaryException when it cannot be made
   */
  boolean ready() {
    if (!making.isDone()) {
      return false;
    }
    try {
      making.join();
      return true;
    } catch (CompletionException e) {
      if (e.getCause() instanceof TributaryException known) {
        throw known;
      }
      throw e;
    }
  }

  /** Its name for others; only of one that is ready. */
  String name() {
    return making.join().getSnapshotName();
  }

  /** The position behind what is in it; only of one that is ready. */
  long position() {
    return making.join().getConsistentPoint().asLong();
  }

  @Override
  public void close() {
    try (DatabaseSession closed = session) {
      if (!making.isDone()) {
        closed.connection().unwrap(PGConnection.class).cancelQuery();
      }
    } catch (SQLException | DatabaseFailure e) {
      LOG.debugf("a snapshot's connection was gone cause=%s", e.getMessage());
    }
  }
}
