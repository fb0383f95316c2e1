package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.ForcedHooks;
import io.tributary.cdc.apply.fixture.PlainDatabase;
import io.tributary.common.plan.MovingSource;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Either stream dies between its commit and the broker's word of it. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class KilledApplyIT {
  @Inject ApplyService apply;
  @Inject ForcedHooks hooks;
  private TwoWayMigration move;

  @BeforeEach
  void create() throws Exception {
    move = new TwoWayMigration(apply, "CREATE TABLE line (said text)").started();
  }

  @AfterEach
  void stop() throws Exception {
    hooks.clear();
    move.close();
  }

  @Test
  void appliesOnceInEitherDirection() {
    // given
    List<String> all = List.of("one", "three", "two");

    // when: on the way out, back, and out again
    killedBehind(move.out, move.source, "public", move.target, "app", "one");
    move.change(move.out);
    killedBehind(move.back, move.target, "app", move.source, "public", "two");
    move.change(move.back);
    killedBehind(move.out, move.source, "public", move.target, "app", "three");
    move.change(move.out);

    // then
    assertThat(move.target.rows("SELECT said FROM app.line ORDER BY 1")).isEqualTo(all);
    assertThat(move.source.rows("SELECT said FROM line ORDER BY 1")).isEqualTo(all);
  }

  private void killedBehind(
      MovingSource way,
      PlainDatabase from,
      String fromSchema,
      PlainDatabase to,
      String toSchema,
      String said) {
    hooks.only(way.stream());
    String arrived = "SELECT FROM " + toSchema + ".line WHERE said = '" + said + "'";
    hooks.nextAfterCommit(() -> dieOnce(to, arrived));
    from.run("INSERT INTO " + fromSchema + ".line VALUES ('" + said + "')");
    await().atMost(TwoWayStreams.LIMIT).until(() -> !move.status(way).running());
    hooks.clear();
    move.restartService();
  }

  /** A checkpoint may move for a heartbeat first. */
  private void dieOnce(PlainDatabase to, String arrived) {
    if (!to.rows(arrived).isEmpty()) {
      throw new IllegalStateException("killed by the test");
    }
    hooks.nextAfterCommit(() -> dieOnce(to, arrived));
  }
}
