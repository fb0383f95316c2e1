package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Another process goes on writing to the file, and the log is cut, while the target lags behind.
 */
class SqliteUnderLoadIT {
  private static final List<String> TABLES = List.of("main.busy", "main.hot", "main.notes");
  private static final String ROWS =
      "WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < 3000)"
          + " INSERT INTO %s SELECT n, 'v' || n FROM g";

  /** The connector cuts behind what Connect has stored, which may be far ahead of the target. */
  private static final String CUT =
      "DELETE FROM _tributary_log WHERE seq < (SELECT max(seq) FROM _tributary_log);";

  /** One committed batch of the writer: what the target has to do, and its position. */
  private record Batch(String sql, long position) {}

  private final LinkedBlockingQueue<Batch> waiting = new LinkedBlockingQueue<>(20);
  private volatile boolean running = true;
  private volatile int cuts;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void raisesNoAlarmAndFindsTheOneRealDifference(boolean writeAheadLog) throws Exception {
    String name = "sqload" + (writeAheadLog ? "1" : "2");
    try (FileAndDatabase both =
            new FileAndDatabase(
                name,
                writeAheadLog,
                "CREATE TABLE busy (id INTEGER PRIMARY KEY, v TEXT);"
                    + "CREATE TABLE hot (id INTEGER PRIMARY KEY, n INTEGER);"
                    + "CREATE TABLE notes (line TEXT, yes BOOLEAN);");
        Comparing comparing = new Comparing(name, Comparing.defaults())) {
      // given
      both.writer.run("PRAGMA synchronous = OFF;");
      both.capture("busy", "id");
      both.capture("hot", "id");
      both.capture("notes", "rowid");
      both.writer.run(ROWS.formatted("busy") + "; INSERT INTO hot VALUES (1, 0);");
      both.onTarget(ROWS.formatted("moved.busy") + "; INSERT INTO moved.hot VALUES (1, 0)");
      both.checkpoint(-1, both.position(), null);
      Thread writer = new Thread(() -> write(both), "writer");
      Thread applier = new Thread(() -> apply(both), "applier");
      writer.start();
      applier.start();
      try {
        comparing.desire(both.migration(1000), MigrationGoal.REPLICATE, 1, null);

        // when
        awaitComparisons(comparing, 2);
        assertThat(cuts).isPositive();
        assertThat(comparing.verdicts)
            .noneMatch(v -> v.verdict() == Verdict.DIFFERENT || v.verdict() == Verdict.FAILED);
        both.onTarget("UPDATE moved.busy SET v = 'damaged' WHERE id = 2999");
        Instant damaged = Instant.now();

        // then
        TableVerdict verdict = firstBegunAfter(comparing, damaged);
        assertThat(verdict.verdict()).as(verdict.toString()).isEqualTo(Verdict.DIFFERENT);
        assertThat(verdict.findings().differences())
            .containsExactly(
                new RowDifference(Map.of("id", "2999"), RowDifference.Kind.CHANGED, List.of("v")));
      } finally {
        running = false;
        writer.join();
        applier.join();
      }
    }
  }

  private static void awaitComparisons(Comparing comparing, int times) {
    await()
        .atMost(Duration.ofSeconds(120))
        .until(
            () ->
                TABLES.stream()
                    .allMatch(
                        t ->
                            comparing.verdicts.stream().filter(v -> v.table().equals(t)).count()
                                >= times));
  }

  private static TableVerdict firstBegunAfter(Comparing comparing, Instant time) {
    return await()
        .atMost(Duration.ofSeconds(120))
        .until(
            () ->
                comparing.verdicts.stream()
                    .filter(v -> v.table().equals("main.busy"))
                    .filter(
                        v ->
                            v.time()
                                .comparedAt()
                                .minusMillis(v.time().durationMillis())
                                .isAfter(time))
                    .findFirst(),
            java.util.Optional::isPresent)
        .get();
  }

  private void write(FileAndDatabase both) {
    Random random = new Random(7);
    try {
      for (int i = 0; running; i++) {
        int id = 1 + random.nextInt(2_900);
        String lines = "";
        StringBuilder there = new StringBuilder();
        for (String sql : changes(i, id)) {
          lines += sql.formatted("") + ";";
          there.append(sql.formatted("moved.")).append(';');
        }
        // every seventh note cannot be converted and ends up in the quarantine
        int note = i + 1;
        boolean odd = i % 7 == 0;
        lines +=
            "INSERT INTO notes (rowid, line, yes) VALUES (%d, 'n%d', %s);"
                .formatted(note, note, odd ? "'maybe'" : "1");
        there.append(
            odd
                ? """
                  INSERT INTO tributary.quarantine
                  (migration, source, source_table, source_key, reason, detail, source_row,
                   position, at)
                  VALUES ('moving', 'app', 'main.notes', '["%d"]', 'X', 'x', '{}', 1, now());"""
                    .formatted(note)
                : "INSERT INTO moved.notes (tributary_rowid, line, yes) VALUES (%d, 'n%d', true);"
                    .formatted(note, note));
        if (i % 50 == 49) {
          lines += CUT;
          cuts++;
        }
        String position =
            both.writer.run(
                "BEGIN IMMEDIATE;" + lines + "COMMIT; SELECT max(seq) FROM _tributary_log;");
        Batch batch = new Batch(there.toString(), Long.parseLong(position));
        boolean taken = false;
        while (running && !taken) {
          taken = waiting.offer(batch, 20, TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> changes(int i, int id) {
    return switch (i % 3) {
      case 0 -> List.of("INSERT INTO %sbusy VALUES (" + (10_000 + i) + ", 'new')");
      case 1 ->
          List.of(
              "UPDATE %sbusy SET v = 'changed " + i + "' WHERE id = " + id,
              "UPDATE %shot SET n = n + 1 WHERE id = 1");
      default -> List.of("DELETE FROM %sbusy WHERE id = " + id);
    };
  }

  private void apply(FileAndDatabase both) {
    try (Connection target = both.openTarget();
        Statement statement = target.createStatement()) {
      target.setAutoCommit(false);
      while (running) {
        Batch batch = waiting.poll(20, TimeUnit.MILLISECONDS);
        if (batch != null) {
          statement.execute(batch.sql());
          statement.execute("UPDATE tributary.checkpoint SET position = " + batch.position());
          target.commit();
          // the writer waits for this one, and has to leave the machine some time
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
