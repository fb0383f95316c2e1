package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.reconcile.DoubtfulLoop;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.plan.rule.ConversionRules;
import io.tributary.fixture.PostgresFixture;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** The order for a cutover comes while apply is still held up by what was committed before. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class RehearsalCatchUpIT {
  @Inject ApplyService apply;

  @Test
  void aRehearsalEndsOnceWhatADatabaseHeldIsApplied() throws Exception {
    try (TwoWayMigration move = new TwoWayMigration(apply, "CREATE TABLE line (said text)")) {
      endsOnceApplied(move.started(), () -> move.source.run("INSERT INTO line VALUES ('before')"));
    }
  }

  @Test
  void aRehearsalEndsOnceWhatAFileHeldIsApplied() throws Exception {
    try (TwoWayFile move =
        new TwoWayFile(
            apply, ConversionRules.UNSAID, "PRAGMA journal_mode = wal; CREATE TABLE line (said)")) {
      move.begin();
      endsOnceApplied(move, () -> move.write("INSERT INTO line VALUES ('before')"));
    }
  }

  private void endsOnceApplied(TwoWayStreams move, Runnable write) throws Exception {
    try (DoubtfulLoop loop =
            new DoubtfulLoop(move.out.migration(), source -> move.outward(), apply);
        Connection busy = PostgresFixture.target().connect(move.database());
        Statement statement = busy.createStatement()) {
      // given a stream that cannot go on, and a change
      loop.desire(MigrationGoal.REPLICATE, null);
      loop.await(SourceObserved::achieved);
      busy.setAutoCommit(false);
      statement.execute("SELECT FROM tributary.checkpoint FOR UPDATE");
      write.run();

      // when all steps of the rehearsal are done, and it has been reported twice since
      loop.desire(MigrationGoal.REHEARSE, "token-1");
      SourceObserved first = loop.await(report -> report.rehearsed() != null);
      SourceObserved later = loop.await(report -> report.at().isAfter(first.at().plusMillis(500)));

      // then
      assertThat(first.achieved()).isFalse();
      assertThat(later.achieved()).isFalse();
      assertThat(later.error()).isNull();

      // when
      busy.rollback();

      // then
      loop.await(SourceObserved::achieved);
      assertThat(move.target.rows("SELECT said FROM app.line")).containsExactly("before");
    }
  }
}
