package io.tributary.validator;

import static io.tributary.validator.RangedFile.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Verdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rows come, go, change, and move from one range to another while a file's ranges are compared; the
 * target is several changes behind.
 */
class RangedFileUnderLoadIT {
  private static final int ROWS = 3_000;
  private static final int BEHIND = 5;

  private final Random random = new Random(20_261_126);
  private RangedFile file;
  private volatile boolean running = true;
  private volatile int written;

  /** A change that the target has yet to get, its record and its position in the file. */
  private record Waiting(String sql, long offset, long position) {}

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void raisesNoAlarmAndFindsTheOneRealDifference(boolean writeAheadLog) throws Exception {
    try (RangedFile opened =
        new RangedFile(
            "rangeload" + writeAheadLog,
            writeAheadLog,
            "CREATE TABLE big (id INTEGER PRIMARY KEY, v TEXT);")) {
      // given
      file = opened;
      file.both.writer.run("PRAGMA synchronous = OFF;");
      file.both.capture("big", "id");
      file.both.writer.run(
          "WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < 3000)"
              + " INSERT INTO big SELECT n, 'v' || n FROM g;");
      file.both.onTarget(
          "INSERT INTO moved.big SELECT n, 'v' || n FROM generate_series(1, 3000) n");
      file.both.checkpoint(-1, file.both.position(), null);
      Thread writer = new Thread(this::write, "writer");
      writer.start();
      try {
        // when
        awaitThat(() -> written > 20);
        file.compareAgainAndAgain();
        awaitThat(() -> file.ledger().verified() == 1);
        long verdicts = file.comparing().verdicts.size();
        int before = written;
        awaitThat(() -> written > before + 100);
        awaitThat(() -> file.comparing().verdicts.size() > verdicts + 1);
      } finally {
        running = false;
        writer.join();
      }

      // then
      awaitThat(() -> file.ledger().verified() == 1 && file.ledger().changedRows() == 0);
      assertThat(file.ledger().ranges()).isGreaterThan(5);
      assertThat(file.comparing().verdicts)
          .extracting(TableVerdict::verdict)
          .doesNotContain(Verdict.DIFFERENT, Verdict.FAILED);

      // when
      file.both.onTarget("UPDATE moved.big SET v = 'damaged' WHERE id = 2999");

      // then
      awaitThat(
          () ->
              file.latest("main.big").verdict() == Verdict.DIFFERENT
                  && file.latest("main.big").searchedThrough());
      assertThat(keys(file.latest("main.big"), "id")).containsExactly("2999");
    }
  }

  private void write() {
    Queue<Waiting> behind = new ArrayDeque<>();
    while (running) {
      behind.add(change());
      if (behind.size() > BEHIND) {
        apply(behind.remove());
      }
      written++;
    }
    behind.forEach(this::apply);
  }

  private Waiting change() {
    int id = 1 + random.nextInt(ROWS - 10);
    int other = 1 + random.nextInt(ROWS - 10);
    List<Integer> touched = new ArrayList<>(List.of(id));
    String sql =
        switch (random.nextInt(4)) {
          case 0 -> "DELETE FROM %s WHERE id = " + id;
          case 1 -> {
            touched.add(other);
            yield "DELETE FROM %s WHERE id = "
                + other
                + "; UPDATE %s SET id = "
                + other
                + " WHERE id = "
                + id;
          }
          default ->
              "INSERT INTO %s VALUES ("
                  + id
                  + ", 'w"
                  + written
                  + "') ON CONFLICT (id) DO UPDATE SET v = excluded.v";
        };
    String printed =
        file.both.writer.run(
            "BEGIN IMMEDIATE;"
                + sql.replace("%s", "big")
                + "; COMMIT; SELECT max(seq) FROM _tributary_log;");
    long offset =
        file.topic.changes(
            Stream.concat(
                    touched.stream()
                        .map(key -> ChangeTopic.event(key).replace("\"app\"", "\"main\"")),
                    Stream.of(ChangeTopic.end()))
                .toArray(String[]::new));
    return new Waiting(sql.replace("%s", "moved.big"), offset, Long.parseLong(printed));
  }

  private void apply(Waiting change) {
    file.both.onTarget(
        "BEGIN; "
            + change.sql()
            + "; UPDATE tributary.checkpoint SET topic_offset = "
            + change.offset()
            + ", position = "
            + change.position()
            + "; COMMIT");
  }

  private static void awaitThat(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(120)).until(condition);
  }
}
