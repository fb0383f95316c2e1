package io.tributary.connect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writers that hold the lock for long, and writers that meet ours. The clock is the subject. */
class LockIT {
  private static final int HELD_SECONDS = 30;
  private static final int PATIENCE_SECONDS = 120;

  /** Each in a thread of its own, however few processors there are. */
  private static final Executor THREAD = task -> new Thread(task).start();

  private static final String ROWS =
      "CREATE TABLE t (id INTEGER PRIMARY KEY, v);"
          + " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)"
          + " INSERT INTO t SELECT i, 'v' || i FROM n;";

  /** All at once, so that it takes the time only once. */
  @Test
  void aLockThatAWriterHoldsForThirtySecondsIsWaitedForAtTheStartAndWhileStreaming()
      throws Exception {
    try (Source walStart = new Source("WAL");
        Source walStream = new Source("WAL");
        Source rollbackStart = new Source("DELETE");
        Source rollbackStream = new Source("DELETE")) {
      // given
      List<Source> sources = List.of(walStart, walStream, rollbackStart, rollbackStream);
      for (Source source : sources) {
        source.sql(ROWS);
      }
      walStream.start().catchUp();
      rollbackStream.start().catchUp();
      // when: each writer holds its lock for thirty seconds by its own clock
      long begun = System.nanoTime();
      List<CompletableFuture<Void>> writers = new ArrayList<>();
      for (Source source : sources) {
        source.sql("BEGIN EXCLUSIVE; UPDATE t SET v = 'held' WHERE id % 3 = 0;");
        source.sql("DELETE FROM t WHERE id > 390;");
        writers.add(
            CompletableFuture.runAsync(
                () -> source.sql(".shell sleep " + HELD_SECONDS + "\nCOMMIT;"), THREAD));
      }
      walStart.start();
      rollbackStart.start();
      int polls = 0;
      while (writers.stream().anyMatch(writer -> !writer.isDone())) {
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
            .isLessThan(Duration.ofSeconds(HELD_SECONDS + PATIENCE_SECONDS));
        for (Source source : sources) {
          source.poll();
          polls++;
        }
      }
      // then: no writer was refused, no poll failed, and everything comes
      for (CompletableFuture<Void> writer : writers) {
        writer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(HELD_SECONDS));
      assertThat(polls).isGreaterThan(sources.size());
      for (Source source : sources) {
        source.catchUp().requireSame("t");
        assertThat(source.replica().rows("t")).contains("[3, held]").hasSize(390);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"WAL", "DELETE"})
  void aWriterIsNotRefusedWithinItsBusyTimeoutWhileTheConnectorReadsAndCutsTheLog(String journal)
      throws Exception {
    try (Source source = new Source(journal)) {
      // given: Python's default timeout, and more rows than a read takes in
      source.sql(ROWS + "PRAGMA busy_timeout = 5000;").start();
      AtomicBoolean ended = new AtomicBoolean();
      CompletableFuture<Void> connector =
          CompletableFuture.runAsync(
              () -> {
                while (!ended.get()) {
                  source.clock().advance(Duration.ofSeconds(1));
                  poll(source);
                }
              },
              THREAD);
      // when: it reads without a pause, and each write is a transaction of its own
      for (int i = 0; i < 100; i++) {
        source.sql("UPDATE t SET v = 'w" + i + "' WHERE id % 7 <> " + i % 7 + ";");
        source.sql("INSERT INTO t (v) VALUES ('new'); DELETE FROM t WHERE id = " + i + ";");
      }
      ended.set(true);
      connector.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      // then: sql() would have thrown
      source.catchUp().requireSame("t");
    }
  }

  private static void poll(Source source) {
    try {
      source.poll();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
