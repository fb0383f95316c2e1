package io.tributary.bench.sqlite;

import io.tributary.bench.connector.DrivenTask;
import io.tributary.connect.sqlite.SqliteSourceTask;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connector on a file: installed when this is made, and at work from {@link #go} on in a thread
 * of this process, which acknowledges and forgets what it sends.
 */
final class RunningCapture implements AutoCloseable {
  private final DrivenTask task;
  private volatile boolean ended;
  private volatile @Nullable RuntimeException failure;
  private final Thread thread = new Thread(this::work, "connector");

  RunningCapture(Path file, String table) throws InterruptedException {
    task =
        new DrivenTask(
            new SqliteSourceTask(),
            Map.of(
                "topic.prefix",
                "bench",
                "database.file",
                file.toString(),
                "table.include.list",
                "main\\." + table,
                "snapshot.mode",
                "no_data",
                "log.compaction.interval.ms",
                "1000"));
    boolean completed = false;
    while (!completed) {
      completed = task.poll().stream().anyMatch(DrivenTask::completes);
    }
  }

  void go() {
    thread.start();
  }

  private void work() {
    try {
      while (!ended) {
        task.poll();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  @Override
  public void close() throws InterruptedException {
    ended = true;
    thread.join();
    task.close();
    if (failure != null) {
      throw failure;
    }
  }
}
