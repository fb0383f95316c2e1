package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.RowDifference.Kind;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.validator.LeadingTarget.Change;
import io.tributary.validator.LeadingTarget.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The target goes on being written to, while the file lags behind and gets it in batches. */
class SqliteWayBackUnderLoadIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final List<String> TABLES = List.of("moved.busy", "moved.hot", "moved.locks");
  private static final long SEED = 7;
  private static final String ROWS =
      "WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < 3000)"
          + " INSERT INTO %s SELECT n, 'v' || n FROM g";

  /**
   * One transaction of the writer.
   *
   * @param sql for the file
   */
  private record Written(String sql, Change change) {}

  private final LinkedBlockingQueue<Written> waiting = new LinkedBlockingQueue<>(40);
  private final LinkedBlockingQueue<String> damages = new LinkedBlockingQueue<>();
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private volatile boolean running = true;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void raisesNoAlarmAndFindsWhatIsReallyDifferent(boolean writeAheadLog) throws Exception {
    String name = "homeload" + (writeAheadLog ? "1" : "2");
    try (FollowingFile home =
            new FollowingFile(
                name,
                writeAheadLog,
                "CREATE TABLE busy (id INTEGER PRIMARY KEY, v TEXT);"
                    + "CREATE TABLE hot (id INTEGER PRIMARY KEY, v TEXT);"
                    + "CREATE TABLE locks (id INTEGER PRIMARY KEY, v TEXT);");
        Comparing comparing = new Comparing(home.target.prefix, Comparing.defaults())) {
      // given
      home.both.writer.run("PRAGMA synchronous = OFF;" + ROWS.formatted("busy") + ";");
      home.both.writer.run("INSERT INTO hot VALUES (1, '');");
      home.both.onTarget(ROWS.formatted("moved.busy") + "; INSERT INTO moved.hot VALUES (1, '')");
      home.caughtUp();
      Future<?> writer = executor.submit(() -> write(home));
      Future<?> applier = executor.submit(() -> apply(home));
      try {
        // when
        comparing.desire(home.migration, MigrationGoal.SWITCHED, 1, "cut-0");
        await()
            .atMost(LIMIT)
            .until(() -> TABLES.stream().allMatch(table -> comparing.count(table) >= 3));
        assertThat(comparing.verdicts)
            .noneMatch(v -> v.verdict() == Verdict.DIFFERENT || v.verdict() == Verdict.FAILED);
        damages.add(
            "UPDATE busy SET v = 'damaged' WHERE id = 2999; INSERT INTO busy VALUES (99999, 'extra')");
        await().atMost(LIMIT).until(damages::isEmpty);
        Instant damaged = Instant.now();

        // then
        await()
            .atMost(LIMIT)
            .until(
                () ->
                    comparing.verdicts.stream()
                        .filter(v -> v.table().equals("moved.busy"))
                        .filter(v -> begun(v).isAfter(damaged))
                        .anyMatch(v -> v.findings().differenceCount() == 2));
        assertThat(comparing.verdicts)
            .noneMatch(
                v ->
                    v.table().equals("moved.busy")
                        && begun(v).isAfter(damaged)
                        && v.verdict() == Verdict.EQUAL);
        assertThat(comparing.verdicts.stream().filter(v -> begun(v).isAfter(damaged)))
            .allSatisfy(
                v ->
                    assertThat(v.findings().differences())
                        .isSubsetOf(
                            new RowDifference(Map.of("id", "2999"), Kind.CHANGED, List.of("v")),
                            new RowDifference(
                                Map.of("id", "99999"), Kind.EXTRA_IN_TARGET, List.of())));
      } finally {
        running = false;
        writer.get();
        applier.get();
        executor.shutdownNow();
      }
    }
  }

  private static Instant begun(TableVerdict verdict) {
    return verdict.time().comparedAt().minusMillis(verdict.time().durationMillis());
  }

  private void write(FollowingFile home) {
    Random random = new Random(SEED);
    try {
      for (int i = 0; running; i++) {
        int id = 1 + random.nextInt(2_900);
        String sql =
            switch (i % 5) {
              case 0 -> "INSERT INTO %sbusy VALUES (" + (10_000 + i) + ", 'new')";
              case 1 ->
                  "UPDATE %1$sbusy SET v = 'c"
                      + i
                      + "' WHERE id = "
                      + id
                      + "; UPDATE %1$shot SET v = 'n"
                      + i
                      + "' WHERE id = 1";
              case 2 -> "DELETE FROM %sbusy WHERE id = " + id;
              case 3 -> "INSERT INTO %slocks VALUES (1, 'held')";
              default -> "DELETE FROM %slocks WHERE id = 1";
            };
        List<Row> touched =
            switch (i % 5) {
              case 0 -> List.of(new Row("busy", "" + (10_000 + i)));
              case 1 -> List.of(new Row("busy", "" + id), new Row("hot", "1"));
              case 2 -> List.of(new Row("busy", "" + id));
              default -> List.of(new Row("locks", "1"));
            };
        Change change = home.target.write(sql.formatted("moved."), touched.toArray(Row[]::new));
        Written written = new Written(sql.formatted(""), change);
        boolean taken = false;
        while (running && !taken) {
          taken = waiting.offer(written, 20, TimeUnit.MILLISECONDS);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void apply(FollowingFile home) {
    Random random = new Random(SEED);
    try {
      while (running) {
        Written next = waiting.poll(20, TimeUnit.MILLISECONDS);
        if (next != null) {
          List<Written> batch = new ArrayList<>(List.of(next));
          waiting.drainTo(batch, random.nextInt(8));
          StringBuilder sql = new StringBuilder();
          batch.forEach(written -> sql.append(written.sql()).append(';'));
          String damage = damages.peek();
          home.bringHome(
              sql + (damage == null ? "SELECT 1 WHERE 0" : damage),
              batch.get(batch.size() - 1).change());
          if (damage != null) {
            damages.poll();
          }
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(60)));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
