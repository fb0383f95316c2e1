package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.reconcile.DoubtfulLoop;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.plan.rule.ConversionRules;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/**
 * Somebody has changed a certificate, or taken a right away, while writers can write nowhere: the
 * opening fails with an error that lasts.
 */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class DeniedOpeningIT {
  @Inject ApplyService apply;

  @Test
  void aTargetOfADatabaseIsOpenedOnceTheCauseIsMendedWithoutAnotherOrder() throws Exception {
    try (TwoWayMigration move = new TwoWayMigration(apply, "CREATE TABLE line (said text)")) {
      opensOnceItMay(move.started(), () -> insert(move.asLegacyApplication(), "public.line"));
    }
  }

  @Test
  void aTargetOfAFileIsOpenedOnceTheCauseIsMendedWithoutAnotherOrder() throws Exception {
    try (TwoWayFile move =
        new TwoWayFile(
            apply, ConversionRules.UNSAID, "PRAGMA journal_mode = wal; CREATE TABLE line (said)")) {
      move.begin();
      opensOnceItMay(
          move,
          () -> {
            move.write("INSERT INTO line VALUES ('late')");
            return null;
          });
    }
  }

  private void opensOnceItMay(TwoWayStreams move, Callable<Void> writeAtSource) throws Exception {
    // given, before the loop looks at the fence as well, which ends other sessions of its name
    move.outward().rehearse();
    try (DoubtfulLoop loop =
        new DoubtfulLoop(move.out.migration(), source -> move.outward(), apply)) {
      loop.deny("open");
      loop.desire(MigrationGoal.FENCE, "token-1");
      loop.await(SourceObserved::achieved);

      // when
      loop.desire(MigrationGoal.OPEN, "token-1");
      SourceObserved denied =
          loop.await(report -> report.error() != null && !report.error().retryable());

      // then
      assertThat(denied.error().message()).isEqualTo("open is denied the server.");
      assertThatThrownBy(writeAtSource::call).hasMessageContaining("moved to");
      assertThatThrownBy(() -> insert(move.asApplication(), "app.line"))
          .hasMessageContaining("closed to writes");

      // when
      loop.allow();

      // then
      loop.await(report -> report.achieved() && report.error() == null);
      insert(move.asApplication(), "app.line");
      assertThatThrownBy(writeAtSource::call).hasMessageContaining("moved to");
    }
  }

  private static Void insert(Connection opened, String table) throws SQLException {
    try (Connection connection = opened;
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO " + table + " VALUES ('ours')");
      return null;
    }
  }
}
