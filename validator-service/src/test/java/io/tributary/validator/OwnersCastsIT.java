package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.validator.config.ValidatorLimits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A cast to text that an owner of a type has made at the source is run by no comparison. */
class OwnersCastsIT {
  private static final ValidatorLimits LIMITS =
      new ValidatorLimits(12, 100_000, 50, 100, 1_000, 1_000_000, 20, 1 << 20, 1_000_000);

  private static final String CAST =
      """
      CREATE FUNCTION $S.spelled(int) RETURNS text LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the cast was run'; END $$;
      CREATE CAST (int AS text) WITH FUNCTION $S.spelled(int)""";

  @Test
  void areNotRunWhereRowsAreCompared() throws Exception {
    // given tables that are compared by ranges of keys, by buckets, and without a key
    try (TwoDatabases databases = TwoDatabases.create("casts");
        ChangeTopic topic = new ChangeTopic("casts");
        Comparing comparing = new Comparing(topic.prefix(), LIMITS)) {
      databases.onBoth(
          """
          CREATE DOMAIN $S.code AS text;
          CREATE TABLE $S.ranges (id int PRIMARY KEY, v text);
          CREATE TABLE $S.buckets (id int, code $S.code, v text, PRIMARY KEY (id, code));
          CREATE TABLE $S.keyless (n int, v text);
          INSERT INTO $S.ranges SELECT g, 'v' || g FROM generate_series(1, 3000) g;
          INSERT INTO $S.buckets SELECT id, v, v FROM $S.ranges;
          INSERT INTO $S.keyless SELECT id, v FROM $S.ranges""");
      databases.onSource(CAST);
      for (String table : List.of("ranges", "buckets", "keyless")) {
        databases.onTarget("UPDATE $S." + table + " SET v = 'lost' WHERE v = 'v17'");
      }
      databases.checkpoint(-1, Long.MAX_VALUE, null);

      // when
      comparing.desire(TwoDatabases.migration(1_000, databases), MigrationGoal.REPLICATE, 1, null);

      // then
      await()
          .atMost(Duration.ofSeconds(90))
          .untilAsserted(
              () ->
                  assertThat(comparing.observed)
                      .last()
                      .satisfies(
                          latest ->
                              assertThat(latest.tables())
                                  .extracting(TableVerdict::verdict)
                                  .containsExactly(
                                      Verdict.DIFFERENT, Verdict.DIFFERENT, Verdict.DIFFERENT)));
    }
  }
}
