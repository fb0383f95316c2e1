package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.plan.rule.ConversionRules;
import io.tributary.fixture.RunbookCommand;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** The fence of a target whose rollback hangs, lifted as docs/runbook.md says. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class LiftedByHandIT {
  @Inject ApplyService apply;

  @Test
  void letsTheTargetGoOnWhileItsDatabaseAtHomeIsClosed() throws Exception {
    try (TwoWayMigration move = new TwoWayMigration(apply, "CREATE TABLE line (said text)")) {
      goesOnAtTheTarget(
          move.started(),
          () -> move.source.rows(runbook(move, "target-open")).isEmpty(),
          () -> insert(move.asLegacyApplication(), "public.line"));
    }
  }

  @Test
  void letsTheTargetGoOnWhileItsFileAtHomeIsClosed() throws Exception {
    try (TwoWayFile move =
        new TwoWayFile(
            apply, ConversionRules.UNSAID, "PRAGMA journal_mode = wal; CREATE TABLE line (said)")) {
      move.begin();
      String question =
          RunbookCommand.of("file-closed").replaceFirst("(?s).*\"(.*)\".*", "$1").strip();
      goesOnAtTheTarget(
          move,
          () -> !move.lines(question).isEmpty(),
          () -> {
            move.write("INSERT INTO line VALUES ('late')");
            return null;
          });
    }
  }

  private void goesOnAtTheTarget(
      TwoWayStreams move, Callable<Boolean> sourceClosed, Callable<Void> writeAtSource)
      throws Exception {
    // given
    assertThat(sourceClosed.call()).as("before the cutover").isFalse();
    move.change(move.out);
    SourceDriver homeward = move.homeward();
    homeward.rehearse();
    homeward.raiseFence("hangs", Instant.now().plusSeconds(60));
    assertThatThrownBy(() -> insert(move.asApplication(), "app.line"))
        .hasMessageContaining("moved to");
    assertThat(sourceClosed.call()).isTrue();

    // when
    move.target.run(runbook(move, "lift-target"));

    // then
    insert(move.asApplication(), "app.line");
    assertThatThrownBy(writeAtSource::call).hasMessageContaining("moved to");

    // and the services that come back find the target open, and undo what was begun
    move.homeward().liftFence("hangs");
    move.homeward().endRehearsal();
    assertThat(move.homeward().settledFence()).isEmpty();
    assertThat(move.homeward().opened()).isFalse();
    assertThat(move.outward().opened()).isTrue();
    insert(move.asApplication(), "app.line");
    assertThatThrownBy(writeAtSource::call).hasMessageContaining("moved to");
    assertThat(move.target.rows("SELECT said FROM app.line")).isEqualTo(List.of("ours", "ours"));
  }

  private static String runbook(TwoWayStreams move, String block) {
    return RunbookCommand.of(block).replace("NAME", move.out.migration().name());
  }

  private static Void insert(Connection opened, String table) throws SQLException {
    try (Connection connection = opened;
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO " + table + " VALUES ('ours')");
      return null;
    }
  }
}
