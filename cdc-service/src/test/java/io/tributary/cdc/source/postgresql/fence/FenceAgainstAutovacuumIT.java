package io.tributary.cdc.source.postgresql.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.observed.FenceObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.cutover.CutoverSettings.OpenTransactions;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FenceAgainstAutovacuumIT {
  private static final String VACUUMING =
      "SELECT count(*) FROM pg_stat_progress_vacuum WHERE datname = current_database()";

  @Test
  void makesALongAutovacuumGiveWay() throws Exception {
    // given
    Map<String, String> slowVacuum =
        Map.of(
            "autovacuum_naptime", "1",
            "autovacuum_vacuum_threshold", "1",
            "autovacuum_vacuum_scale_factor", "0",
            "autovacuum_vacuum_cost_delay", "100",
            "autovacuum_vacuum_cost_limit", "1");
    PostgresServer server = PostgresFixture.fresh(slowVacuum);
    try {
      FencedSource database =
          new FencedSource(
              server,
              "fence_vacuum_it",
              "CREATE SCHEMA app",
              "CREATE TABLE app.big AS SELECT n, repeat('x', 500) AS t"
                  + " FROM generate_series(1, 50000) AS n",
              "DELETE FROM app.big WHERE n % 2 = 0");
      await().atMost(Duration.ofSeconds(30)).until(() -> database.value(VACUUMING).equals("1"));
      Migration migration = database.migration(OpenTransactions.ABORT_CUTOVER, 5_000);

      // when
      FenceObserved fence =
          database
              .service()
              .raise(
                  new MovingSource(migration, migration.source("legacy")),
                  "cut-1",
                  FencedSource.inSeconds(10),
                  locked -> {});

      // then
      assertThat(fence.openTransactionsEnded()).isZero();
    } finally {
      server.stop();
    }
  }
}
