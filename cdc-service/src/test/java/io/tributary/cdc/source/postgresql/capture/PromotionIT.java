package io.tributary.cdc.source.postgresql.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.error.ErrorReport;
import io.tributary.fixture.CuttingProxy;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A source whose address leads to a promoted standby after a fail-over. */
class PromotionIT {

  @Test
  void stopsAtAStandbyThatLacksChangesOfItsPrimary() throws Exception {
    // given
    PostgresServer primary = PostgresFixture.freshProcess();
    try (CuttingProxy address = new CuttingProxy(primary)) {
      CapturedSource captured =
          new CapturedSource(
              primary,
              address.port(),
              "promotion-" + UUID.randomUUID().toString().substring(0, 8),
              "CREATE SCHEMA app",
              "CREATE TABLE app.item (id int PRIMARY KEY)");
      WatchedCapture watched = new WatchedCapture(captured, captured.service(Map.of()));
      watched.ensure();
      watched.awaitRunning();
      PostgresServer standby = PostgresFixture.standbyOf(primary);
      standby.stop();
      captured.execute("INSERT INTO app.item VALUES (1)");
      watched.awaitConfirmed();

      // when
      primary.kill();
      standby.start();
      try (Connection connection = standby.connect("postgres");
          Statement statement = connection.createStatement()) {
        statement.execute("SELECT pg_promote()");
      }
      address.lead(standby);

      // then
      ErrorReport error = watched.awaitError("TRB-CAPTURE-OTHER-TIMELINE");
      assertThat(error.retryable()).isFalse();
      assertThat(error.message())
          .contains("is on timeline 2 of its WAL")
          .contains("were captured on timeline 1")
          .contains("./tributary restart");
      await().atMost(WatchedCapture.LIMIT).until(() -> watched.connector().equals("STOPPED"));
      standby.stop();
    }
  }
}
