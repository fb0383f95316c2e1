package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.validator.values.DifferingRow;
import io.tributary.validator.values.DifferingRow.ColumnValues;
import io.tributary.validator.values.DifferingRows;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows of a SQLite file that differ are shown as the target's types print both ends. */
class DifferingFileRowsIT {
  private static final Duration LONG = Duration.ofSeconds(60);

  @Test
  void showsTheValuesOfBothEndsAsTheyAreNow() {
    try (FileAndDatabase both =
            new FileAndDatabase(
                "values", true, "CREATE TABLE item (id INTEGER PRIMARY KEY, v TEXT, n INTEGER);");
        Comparing comparing = new Comparing("values", Comparing.defaults())) {
      // given rows that were confirmed to differ
      both.capture("item", "id");
      both.writer.run("INSERT INTO item VALUES (1, 'same', 1), (2, 'here', 2), (3, '', NULL);");
      both.onTarget(
          "INSERT INTO moved.item VALUES (1, 'same', 1), (2, repeat('x', 1500), 2), (4, 'x', 4)");
      both.checkpoint(-1, Long.MAX_VALUE, null);
      comparing.desire(both.migration(500), MigrationGoal.REPLICATE, 1, null);
      TableVerdict verdict =
          await()
              .atMost(LONG)
              .until(
                  () -> comparing.latest("main.item"),
                  found -> found != null && found.verdict() == Verdict.DIFFERENT);

      // when one of them is mended meanwhile
      both.onTarget("DELETE FROM moved.item WHERE id = 4");
      DifferingRows rows =
          comparing
              .watches
              .of(FileAndDatabase.MIGRATION)
              .orElseThrow()
              .get(0)
              .differingRows()
              .rows(verdict);

      // then
      assertThat(rows.unread()).isZero();
      assertThat(rows.rows())
          .containsExactly(
              new DifferingRow(
                  Map.of("id", "2"),
                  true,
                  true,
                  List.of(new ColumnValues("v", "here", "x".repeat(1_000) + "…"))),
              new DifferingRow(
                  Map.of("id", "3"),
                  true,
                  false,
                  List.of(
                      new ColumnValues("id", "3", null),
                      new ColumnValues("n", null, null),
                      new ColumnValues("v", "", null))),
              new DifferingRow(Map.of("id", "4"), false, false, List.of()));
    }
  }
}
