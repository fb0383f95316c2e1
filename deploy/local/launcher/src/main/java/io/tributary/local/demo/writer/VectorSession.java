package io.tributary.local.demo.writer;

import io.tributary.local.chroma.ChromaWriter;
import io.tributary.local.chroma.QueueOperation;
import io.tributary.local.demo.database.ChromaAddress;
import io.tributary.local.demo.database.DatabaseAddress;
import io.tributary.local.demo.database.WriteFailure;
import io.tributary.local.demo.sample.DemoSample;
import io.tributary.local.demo.sample.LegacyKind;
import io.tributary.local.demo.sample.SampleTable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An application that keeps vectors in a Chroma directory, as long as its .env file names one. Each
 * call is one write, since Chroma has no transactions.
 */
final class VectorSession implements ApplicationSession {
  private static final int PERSISTED_AFTER = 60;
  private static final long RETRY_NANOS = 5_000_000;
  private static final Map<String, Object> FIRST = Map.of("turn", 1L, "score", 0.5);
  private static final Map<String, Object> TOUCHED = Map.of("turn", 2L);

  private final DemoSample sample;
  private final Path envFile;
  private final WriteSession target;
  private final Map<String, Integer> unpersisted = new HashMap<>();
  private @Nullable OpenDirectory open;
  private long writes;

  private record OpenDirectory(ChromaAddress address, ChromaWriter writer) {}

  /**
   * A session that has not begun.
   *
   * @param target takes over once the .env file names another database
   */
  VectorSession(DemoSample sample, Path envFile, WriteSession target) {
    this.sample = sample;
    this.envFile = envFile;
    this.target = target;
  }

  @Override
  public WriteSide side() {
    return open == null ? target.side() : WriteSide.SOURCE;
  }

  @Override
  public Outcome write(List<SampleWrite> transaction) throws SQLException, IOException {
    if (open == null && read() instanceof ChromaAddress directory) {
      open = open(directory);
    }
    return open == null ? target.write(transaction) : write(open, transaction.get(0));
  }

  @Override
  public void followEnvFile() throws IOException {
    if (open == null) {
      target.followEnvFile();
    } else if (!read().equals(open.address())) {
      close();
    }
  }

  private DatabaseAddress read() throws IOException {
    return DatabaseAddress.read(envFile, sample.variable());
  }

  private OpenDirectory open(ChromaAddress directory) throws SQLException, IOException {
    ChromaWriter writer = new ChromaWriter(directory.directory(), null);
    for (SampleTable table : sample.tables()) {
      writer.open(LegacyKind.CHROMA.schema(), table.collection());
    }
    return new OpenDirectory(directory, writer);
  }

  private Outcome write(OpenDirectory directory, SampleWrite write)
      throws SQLException, IOException {
    String database = LegacyKind.CHROMA.schema();
    String collection = write.table().collection();
    QueueOperation operation = operation(write);
    long number;
    try {
      number = directory.writer().queue(database, collection, operation);
    } catch (SQLException e) {
      requireRefusal(directory, e);
      return Outcome.REFUSED;
    }
    // It is accepted. What follows is Chroma's own work, which it does not give up.
    takeOver(directory, collection, operation, number);
    if (unpersisted.merge(collection, 1, Integer::sum) == PERSISTED_AFTER) {
      persist(directory, collection);
    }
    return Outcome.ACCEPTED;
  }

  private void takeOver(
      OpenDirectory directory, String collection, QueueOperation operation, long number)
      throws SQLException {
    while (true) {
      try {
        directory.writer().apply(LegacyKind.CHROMA.schema(), collection, operation, number);
        return;
      } catch (SQLException e) {
        requireRefusal(directory, e);
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }

  /** A fence may come between its steps: the queue is not purged then. */
  private void persist(OpenDirectory directory, String collection)
      throws SQLException, IOException {
    unpersisted.remove(collection);
    try {
      directory.writer().persist(LegacyKind.CHROMA.schema(), collection);
    } catch (SQLException e) {
      requireRefusal(directory, e);
    }
  }

  private static void requireRefusal(OpenDirectory directory, SQLException e) throws SQLException {
    directory.writer().giveUp();
    if (directory.address().failure(e) != WriteFailure.REFUSED) {
      throw e;
    }
  }

  /** New keys and known ones are upserted as often as they are added and updated. */
  private QueueOperation operation(SampleWrite write) {
    boolean upsert = ++writes % 2 == 0;
    return switch (write.kind()) {
      case INSERT -> {
        float[] vector = write.embedding().toArray();
        QueueOperation operation =
            upsert
                ? QueueOperation.upsert(write.key(), vector)
                : QueueOperation.add(write.key(), vector);
        yield operation.with(withDocument(FIRST, write.value()));
      }
      case UPDATE -> {
        float[] vector = write.embedding().toArray();
        QueueOperation operation =
            upsert
                ? QueueOperation.upsert(write.key(), vector)
                : QueueOperation.update(write.key(), vector);
        yield operation.with(withDocument(Map.of(), write.value()));
      }
      case TOUCH -> QueueOperation.touch(write.key()).with(TOUCHED);
      case DELETE -> QueueOperation.delete(write.key());
      case RENAME -> throw new IllegalStateException("Chroma's ids do not change");
    };
  }

  private static Map<String, Object> withDocument(
      Map<String, Object> metadata, @Nullable String document) {
    Map<String, Object> all = new HashMap<>(metadata);
    all.put("chroma:document", document);
    return all;
  }

  @Override
  public void close() {
    target.close();
    if (open != null) {
      try {
        open.writer().close();
      } catch (SQLException e) {
        // Nothing of it is needed any more.
      }
      open = null;
    }
  }
}
