package io.tributary.validator;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * One writer that inserts, deletes, updates and renames rows of {@code big} at the source, names
 * their keys on the topic, and one applier that does the same at the target a moment later.
 */
final class WritingMover implements AutoCloseable {
  private static final int IDS = 200;
  private static final int MOST_WAITING = 20;

  private record Change(String sql, long offset, long position) {}

  private final TwoDatabases databases;
  private final ChangeTopic topic;
  private final Random random;
  private final Set<Integer> present =
      new HashSet<>(IntStream.rangeClosed(1, IDS / 2).boxed().toList());
  private final LinkedBlockingQueue<Change> waiting = new LinkedBlockingQueue<>();
  private final Thread writer = new Thread(this::write, "writer");
  private final Thread applier = new Thread(this::apply, "applier");
  private volatile boolean writing = true;
  private volatile boolean applying = true;
  private volatile int written;
  private volatile long applied = -1;

  WritingMover(TwoDatabases databases, ChangeTopic topic, long seed) {
    this.databases = databases;
    this.topic = topic;
    this.random = new Random(seed);
    writer.start();
    applier.start();
  }

  /** How many changes were written. */
  int written() {
    return written;
  }

  /** Writes no more, and returns once all is applied; the last record that is. */
  long finish() throws InterruptedException {
    writing = false;
    writer.join();
    applying = false;
    applier.join();
    databases.onTarget("UPDATE tributary.checkpoint SET position = " + Long.MAX_VALUE);
    return applied;
  }

  private void write() {
    try (Connection source = databases.openSource();
        Statement statement = source.createStatement()) {
      while (writing) {
        if (waiting.size() < MOST_WAITING) {
          change(statement);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void change(Statement source) throws SQLException {
    int id = id();
    String sql;
    List<Integer> keys = List.of(id);
    if (present.add(id)) {
      sql = "INSERT INTO $S.big VALUES (" + id + ", 'new " + written + "')";
    } else {
      int other = id();
      int kind = random.nextInt(3);
      if (kind == 0) {
        sql = "UPDATE $S.big SET v = 'changed " + written + "' WHERE id = " + id;
      } else if (kind == 1 && present.add(other)) {
        sql = "UPDATE $S.big SET id = " + other + " WHERE id = " + id;
        keys = List.of(id, other);
        present.remove(id);
      } else {
        sql = "DELETE FROM $S.big WHERE id = " + id;
        present.remove(id);
      }
    }
    source.execute(sql.replace("$S", "app"));
    long offset = -1;
    for (int key : keys) {
      offset = topic.change(key);
    }
    waiting.add(new Change(sql, offset, position(source)));
    written++;
  }

  /** Behind what was written last: a row that is not applied yet is not at rest. */
  private static long position(Statement source) throws SQLException {
    try (ResultSet row =
        source.executeQuery("SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint")) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Half of the ids are those of rows that there were from the beginning. */
  private int id() {
    int id = 1 + random.nextInt(IDS);
    return id <= IDS / 2 ? id : 1_000_000 + id;
  }

  private void apply() {
    try (Connection target = databases.openTarget();
        Statement statement = target.createStatement()) {
      target.setAutoCommit(false);
      while (applying || !waiting.isEmpty()) {
        Change next = waiting.poll(5, TimeUnit.MILLISECONDS);
        if (next != null) {
          statement.execute(next.sql().replace("$S", databases.targetSchema()));
          statement.execute(
              "UPDATE tributary.checkpoint SET topic_offset = %d, position = %d"
                  .formatted(next.offset(), next.position()));
          target.commit();
          applied = next.offset();
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws InterruptedException {
    finish();
  }
}
