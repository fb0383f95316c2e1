package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.RowDifference.Kind;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every damage of a seeded list in the target of a SQLite file is found, each in its own row. */
class SqliteDetectionRateIT {
  private static final int ROWS = 400;

  /** A column and what its damaged value is. */
  private record Damage(String column, String value) {}

  private static final List<Damage> LIST =
      List.of(
          new Damage("i", "i + 1"),
          new Damage("i", "NULL"),
          new Damage("i", "-i"),
          new Damage("r", "r * (1 + 2.3e-16)"),
          new Damage("r", "'-Infinity'"),
          new Damage("r", "-r"),
          new Damage("n", "n + 0.000000001"),
          new Damage("n", "n * 1.0"),
          new Damage("n", "NULL"),
          new Damage("t", "t || ' '"),
          new Damage("t", "''"),
          new Damage("t", "NULL"),
          new Damage("t", "upper(t)"),
          new Damage("t", "t || U&'\\0301'"),
          new Damage("c", "left(c, 1)"),
          new Damage("c", "' ' || c"),
          new Damage("b", "set_bit(b, 3, 1 - get_bit(b, 3))"),
          new Damage("b", "b || '\\x00'"),
          new Damage("b", "''"),
          new Damage("f", "NOT f"),
          new Damage("f", "NULL"),
          new Damage("d", "d + interval '1 microsecond'"),
          new Damage("d", "d + interval '1 hour'"),
          new Damage("d", "'infinity'"),
          new Damage("j", "j || '{\"x\": null}'"),
          new Damage("j", "'null'"),
          new Damage("j", "NULL"),
          new Damage("a", "a || '0'"),
          new Damage("a", "NULL"));

  @Test
  void findsEveryDamageOfTheSeededList() {
    try (FileAndDatabase both =
            new FileAndDatabase(
                "sqrate",
                true,
                "CREATE TABLE wide (id INTEGER PRIMARY KEY, i BIGINT, r DOUBLE, n NUMERIC, t TEXT,"
                    + " c VARCHAR(9), b BLOB, f BOOLEAN, d DATETIME, j JSON, a);");
        Comparing comparing = new Comparing("sqrate", Comparing.defaults())) {
      // given
      both.capture("wide", "id");
      both.writer.run(
          """
          WITH RECURSIVE g(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM g WHERE k < 400)
          INSERT INTO wide SELECT k, k, k + 0.25, k + 0.5, 'text ' || k, 'c' || k,
            CAST('bytes' || k AS BLOB), 1, '2026-02-03 04:05:06.789', '{"k":' || k || '}',
            CASE k % 2 WHEN 0 THEN k ELSE 't' || k END FROM g;""");
      both.onTarget(
          """
          INSERT INTO moved.wide SELECT k, k, k + 0.25, k + 0.5, 'text ' || k, 'c' || k,
            ('bytes' || k)::bytea, true, '2026-02-03 04:05:06.789',
            ('{"k":' || k || '}')::jsonb,
            CASE k % 2 WHEN 0 THEN k::text ELSE 't' || k END FROM generate_series(1, 400) k""");
      both.checkpoint(-1, Long.MAX_VALUE, null);
      comparing.desire(both.migration(100), MigrationGoal.REPLICATE, 1, null);
      awaitVerdict(comparing, Verdict.EQUAL);
      long seed = Long.getLong("corruption.seed", 20_261_121L);
      List<Integer> ids = new ArrayList<>(IntStream.rangeClosed(1, ROWS).boxed().toList());
      Collections.shuffle(ids, new Random(seed));

      // when
      StringBuilder damage = new StringBuilder();
      for (int k = 0; k < LIST.size(); k++) {
        damage.append(
            "UPDATE moved.wide SET %1$s = %2$s WHERE id = %3$d;"
                .formatted(LIST.get(k).column(), LIST.get(k).value(), ids.get(k)));
      }
      both.onTarget(damage.toString());

      // then
      TableVerdict verdict = awaitVerdict(comparing, Verdict.DIFFERENT);
      Set<RowDifference> found = new HashSet<>(verdict.findings().differences());
      for (int k = 0; k < LIST.size(); k++) {
        RowDifference expected =
            new RowDifference(
                Map.of("id", String.valueOf(ids.get(k))),
                Kind.CHANGED,
                List.of(LIST.get(k).column()));
        assertThat(found.remove(expected)).as(LIST.get(k) + ", seed " + seed).isTrue();
      }
      assertThat(found).as("found where nothing was damaged, seed " + seed).isEmpty();
      assertThat(verdict.findings().differenceCount()).isEqualTo(LIST.size());
    }
  }

  private static TableVerdict awaitVerdict(Comparing comparing, Verdict wanted) {
    return await()
        .atMost(Duration.ofSeconds(120))
        .until(() -> comparing.latest("main.wide"), v -> v != null && v.verdict() == wanted);
  }
}
