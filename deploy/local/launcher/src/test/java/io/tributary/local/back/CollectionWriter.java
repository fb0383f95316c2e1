package io.tributary.local.back;

import io.tributary.local.chroma.ChromaWriter;
import io.tributary.local.chroma.QueueOperation;
import io.tributary.local.fixture.PatientWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * An application that writes records of one collection, to Chroma's directory or to the table that
 * it became, whichever takes them, and notes what was acknowledged. It opens the directory only
 * when it is told that it may, as somebody starts a server after a rollback.
 */
final class CollectionWriter implements Runnable, AutoCloseable {
  private static final String DATABASE = "default_database";
  private static final int IDS = 60;
  private static final long PACE_NANOS = 5_000_000;
  private static final long RETRY_NANOS = 50_000_000;

  private final Path directory;
  private final String collection;
  private final PatientWriter.Opener target;
  private final BooleanSupplier mayOpen;
  private final Random random;
  private final Map<String, String> acknowledged = new TreeMap<>();
  private final AtomicInteger writes = new AtomicInteger();
  private final Thread thread = new Thread(this, "collection writer");
  private volatile boolean running = true;
  private boolean atTarget;

  CollectionWriter(
      Path directory,
      String collection,
      PatientWriter.Opener target,
      BooleanSupplier mayOpen,
      Random random) {
    this.directory = directory;
    this.collection = collection;
    this.target = target;
    this.mayOpen = mayOpen;
    this.random = random;
    thread.start();
  }

  /** How many writes were acknowledged. */
  int writes() {
    return writes.get();
  }

  /** By id, what the record says; for when the writer has ended. */
  Map<String, String> acknowledged() {
    return acknowledged;
  }

  @Override
  public void run() {
    while (running) {
      try {
        if (atTarget) {
          writeToTarget();
        } else if (mayOpen.getAsBoolean()) {
          writeToChroma();
        }
      } catch (SQLException | IOException e) {
        // Refused by this side: the other one is asked next.
      }
      atTarget = !atTarget;
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }

  private void writeToTarget() throws SQLException {
    try (Connection connection = target.open();
        PreparedStatement put =
            connection.prepareStatement(
                "INSERT INTO vector_%s (id, document, embedding) VALUES (?, ?, ?::vector)"
                        .formatted(collection)
                    + " ON CONFLICT (id) DO UPDATE SET document = excluded.document, embedding = excluded.embedding");
        PreparedStatement delete =
            connection.prepareStatement("DELETE FROM vector_" + collection + " WHERE id = ?")) {
      while (running) {
        String id = id();
        if (random.nextInt(5) == 0) {
          delete.setString(1, id);
          delete.executeUpdate();
          taken(id, null);
        } else {
          float[] vector = vector();
          put.setString(1, id);
          put.setString(2, "target " + writes);
          put.setString(3, Arrays.toString(vector));
          String says = "target " + writes + " " + Arrays.toString(vector);
          put.executeUpdate();
          taken(id, says);
        }
      }
    }
  }

  private void writeToChroma() throws SQLException, IOException {
    try (ChromaWriter application = new ChromaWriter(directory, null)) {
      application.open(DATABASE, collection);
      while (running) {
        String id = id();
        float[] vector = vector();
        boolean delete = random.nextInt(5) == 0;
        String document = "chroma " + writes;
        application.write(
            DATABASE,
            collection,
            delete
                ? QueueOperation.delete(id)
                : QueueOperation.upsert(id, vector).with(Map.of("chroma:document", document)));
        taken(id, delete ? null : document + " " + Arrays.toString(vector));
        if (random.nextInt(20) == 0) {
          application.persist(DATABASE, collection);
        }
      }
    }
  }

  private String id() {
    return "r" + random.nextInt(IDS);
  }

  private float[] vector() {
    return new float[] {random.nextFloat(), -random.nextFloat(), random.nextInt(100) / 8f};
  }

  private void taken(String id, String says) {
    if (says == null) {
      acknowledged.remove(id);
    } else {
      acknowledged.put(id, says);
    }
    writes.incrementAndGet();
    LockSupport.parkNanos(PACE_NANOS);
  }

  @Override
  public void close() throws InterruptedException {
    running = false;
    thread.join();
  }
}
