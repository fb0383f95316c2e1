package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.ForgedMessages;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.rule.ConversionRules;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The stream that comes home reads the log of the target's server, into which each application
 * there may write messages, and the stream of a file a log that whoever may write the file can.
 * Messages that look like ours change nothing in either.
 */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class ForgedReturnIT {
  @Inject ApplyService apply;
  @Inject MeterRegistry meters;

  @Test
  void anApplicationOfTheTargetNeitherFencesNorStopsWhatComesHome() throws Exception {
    try (TwoWayMigration move =
        new TwoWayMigration(apply, "CREATE TABLE entry (id int PRIMARY KEY)").started()) {
      // given
      move.change(move.out);
      awaitLifted(move);

      // when
      long sent = sendAll(move, "back-1");
      insert(move, 1);

      // then
      move.awaitRows(move.source, "SELECT id FROM entry", "1");
      awaitPassedOver(move, move.back, sent);
      assertThat(move.status(move.back).fenceTokenPassed()).isEmpty();
      assertThat(move.target.rows("SELECT rolname FROM pg_roles WHERE rolname LIKE 'forged%'"))
          .isEmpty();

      // when
      SourceDriver driver = move.close(move.back, "back-1");
      sent += sendAll(move, "back-1");

      // then
      awaitPassedOver(move, move.back, sent);
      assertThat(move.status(move.back).fenceTokenPassed()).isEqualTo("back-1");
      move.open(driver);
      move.source.run("INSERT INTO entry VALUES (2)");
      move.awaitRows(move.target, "SELECT id FROM app.entry ORDER BY id", "1", "2");
      assertThat(move.source.rows("SELECT id FROM entry ORDER BY id")).containsExactly("1", "2");
      assertThat(move.status(move.out).warnings()).isEmpty();
    }
  }

  @Test
  void whoWritesIntoTheLogOfAFileFencesNothing() throws Exception {
    try (TwoWayFile move =
        new TwoWayFile(
            apply,
            ConversionRules.UNSAID,
            "PRAGMA journal_mode = wal; CREATE TABLE entry (id INTEGER PRIMARY KEY)")) {
      // given
      move.begin();
      List<String> marks = new ForgedMessages(move.out.stream(), "1", "cut-1").marks();

      // when
      for (String mark : marks) {
        move.write(
            "INSERT INTO _tributary_log (tbl, k0, k1) VALUES (0, 'tributary.fence.%s', '%s')"
                .formatted(move.out.stream(), mark));
      }
      move.write("INSERT INTO entry VALUES (1)");

      // then
      move.awaitRows(move.target, "SELECT id FROM app.entry", "1");
      awaitPassedOver(move, move.out, marks.size());
      assertThat(move.status(move.out).fenceTokenPassed()).isNotEqualTo("cut-9");
      move.change(move.out);
    }
  }

  /** The target was closed before it was opened, and the stream has read that it is no more. */
  private static void awaitLifted(TwoWayMigration move) {
    await()
        .atMost(TwoWayStreams.LIMIT)
        .until(() -> "".equals(move.status(move.back).fenceTokenPassed()));
  }

  private static void insert(TwoWayMigration move, int id) throws SQLException {
    try (Connection application = move.asApplication()) {
      application.createStatement().execute("INSERT INTO app.entry VALUES (" + id + ")");
    }
  }

  private static long sendAll(TwoWayMigration move, String fence) throws SQLException {
    String oid = move.target.rows("SELECT 'app.entry'::regclass::oid::bigint").get(0);
    try (Connection application = move.asApplication()) {
      return new ForgedMessages(move.back.stream(), oid, fence)
          .send(application, List.of("tributary.shape." + move.out.stream()));
    }
  }

  private void awaitPassedOver(TwoWayStreams move, MovingSource way, long sent) {
    await()
        .atMost(TwoWayStreams.LIMIT)
        .untilAsserted(() -> assertThat(counted(way)).isEqualTo(sent));
    assertThat(move.status(way).error()).isNull();
    assertThat(move.status(way).warnings())
        .extracting(ErrorReport::code)
        .containsExactly("TRB-APPLY-MESSAGE-FORGED");
  }

  private double counted(MovingSource way) {
    return meters
        .get("tributary.apply.forged.messages")
        .tags("migration", way.stream().migration(), "source", way.stream().source())
        .counter()
        .count();
  }
}
