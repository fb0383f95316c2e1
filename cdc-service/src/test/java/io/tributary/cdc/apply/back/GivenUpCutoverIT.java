package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.plan.MovingSource;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change of sides that is given up before the other side is open. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class GivenUpCutoverIT {
  private static final String OPENED =
      "SELECT source FROM tributary.preparation WHERE item = 'opened'";

  @Inject ApplyService apply;
  private TwoWayMigration move;

  @BeforeEach
  void create() throws Exception {
    move =
        new TwoWayMigration(
                apply, "CREATE TABLE line (said text)", "INSERT INTO line VALUES ('early')")
            .started();
  }

  @AfterEach
  void stop() throws Exception {
    move.close();
  }

  @Test
  void leavesTheSourceOpenAndALaterOneGoesThrough() {
    // given
    SourceDriver outward = move.outward();
    outward.rehearse();
    outward.raiseFence("given up", Instant.now().plusSeconds(60));
    assertThat(move.source.rows(OPENED)).as("neither side is open").isEmpty();
    assertThat(move.homeward().opened()).isFalse();

    // when
    outward.liftFence("given up");
    outward.endRehearsal();

    // then
    assertThat(move.homeward().opened()).isTrue();
    assertThat(outward.opened()).isFalse();
    move.source.run("INSERT INTO line VALUES ('still here')");
    move.awaitRows(move.target, "SELECT said FROM app.line ORDER BY 1", "early", "still here");
    move.change(move.out);
    move.target.run("INSERT INTO app.line VALUES ('there')");
    move.awaitRows(move.source, "SELECT said FROM line ORDER BY 1", "early", "still here", "there");
    assertThat(move.status(move.back).error()).isNull();
  }

  @Test
  void letsTheSourceGoWhileTheLastBatchIsHeldUpAtTheTarget() throws Exception {
    // given
    SourceDriver outward = move.outward();
    outward.raiseFence("held up", Instant.now().plusSeconds(60));
    try (Connection batch = batch(PostgresFixture.target(), move.out)) {
      // when
      outward.liftFence("held up");

      // then
      assertThat(batch.isClosed()).isFalse();
      assertThat(move.homeward().opened()).isTrue();
      move.source.run("INSERT INTO line VALUES ('still here')");
    }
    move.awaitRows(move.target, "SELECT said FROM app.line ORDER BY 1", "early", "still here");
  }

  @Test
  void letsTheTargetGoWhileTheLastBatchIsHeldUpAtTheSource() throws Exception {
    // given
    move.change(move.out);
    SourceDriver homeward = move.homeward();
    homeward.raiseFence("held up", Instant.now().plusSeconds(60));
    try (Connection batch = batch(PostgresFixture.source(), move.back)) {
      // when
      homeward.liftFence("held up");

      // then
      assertThat(batch.isClosed()).isFalse();
      assertThat(move.outward().opened()).isTrue();
      move.target.run("INSERT INTO app.line VALUES ('still here')");
    }
    move.awaitRows(move.source, "SELECT said FROM line ORDER BY 1", "early", "still here");
  }

  /** What apply holds while it writes a large batch, until it is closed. */
  private Connection batch(PostgresServer home, MovingSource way) throws SQLException {
    Connection batch = home.connect(move.database());
    batch.setAutoCommit(false);
    try (PreparedStatement hold =
        batch.prepareStatement("SELECT FROM tributary.checkpoint WHERE source = ? FOR UPDATE")) {
      hold.setString(1, way.stream().source());
      assertThat(hold.executeQuery().next()).isTrue();
    }
    return batch;
  }

  @Test
  void leavesTheTargetOpenWhenItIsTheWayBack() {
    // given
    move.change(move.out);
    SourceDriver homeward = move.homeward();
    homeward.rehearse();
    homeward.raiseFence("given up", Instant.now().plusSeconds(60));
    assertThat(move.outward().opened()).isFalse();

    // when
    homeward.liftFence("given up");
    homeward.endRehearsal();

    // then
    assertThat(move.outward().opened()).isTrue();
    assertThat(homeward.opened()).isFalse();
    move.target.run("INSERT INTO app.line VALUES ('still here')");
    move.awaitRows(move.source, "SELECT said FROM line ORDER BY 1", "early", "still here");
    move.change(move.back);
    move.source.run("INSERT INTO line VALUES ('home')");
    move.awaitRows(
        move.target, "SELECT said FROM app.line ORDER BY 1", "early", "home", "still here");
    assertThat(move.status(move.out).error()).isNull();
    assertThat(move.status(move.back).error()).isNull();
  }
}
