package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.source.FenceLift;
import io.tributary.cdc.source.RealSourceKinds;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.MovingSource;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * One instance lifts a fence, and has just been told that the other side is closed, when another
 * one opens that side.
 */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class OpeningRaceIT {
  /** Longer than either waits for the other. */
  private static final Duration TURN = Duration.ofSeconds(60);

  @Inject ApplyService apply;
  private TwoWayMigration move;

  @BeforeEach
  void start() throws Exception {
    move =
        new TwoWayMigration(
                apply,
                "CREATE TABLE item (id int PRIMARY KEY, n int)",
                "INSERT INTO item SELECT g, g FROM generate_series(1, 5) g")
            .started();
  }

  @AfterEach
  void stop() throws Exception {
    move.close();
  }

  @Test
  void opensNoTargetWhoseSourceIsBeingLetGo() throws Exception {
    // given
    SourceDriver opening = move.close(move.out);

    // then
    race(move.out, opening);
  }

  @Test
  void opensNoSourceWhoseTargetIsBeingLetGo() throws Exception {
    // given
    move.change(move.out);
    SourceDriver opening = move.close(move.back);

    // then
    race(move.back, opening);
  }

  @Test
  void opensNoTargetAgainWhoseSourceIsBeingLetGo() throws Exception {
    // given
    move.change(move.out);
    move.change(move.back);
    SourceDriver opening = move.close(move.out);

    // then
    race(move.out, opening);
  }

  /** The fence of this way is lifted while the other side is opened behind it. */
  private void race(MovingSource way, SourceDriver opening) throws Exception {
    String token = opening.standingFence().orElseThrow().token();
    CompletableFuture<Void> opened = new CompletableFuture<>();
    BooleanSupplier question =
        () -> {
          boolean answer = opening.opened();
          new Thread(() -> done(opened, opening::open), "opening").start();
          awaitTurn(opened);
          return answer;
        };
    CompletableFuture<Void> lifted = new CompletableFuture<>();
    done(lifted, () -> RealSourceKinds.fence().lift(new FenceLift(way, token, question)));
    awaitTurn(opened);

    // then
    boolean source = writable(move.asLegacyApplication(), "public.item");
    boolean target = writable(move.asApplication(), "app.item");
    assertThat(source && target).as("lifted: %s, opened: %s", lifted, opened).isFalse();
    assertThat(source || target).as("lifted: %s, opened: %s", lifted, opened).isTrue();
  }

  private static void awaitTurn(CompletableFuture<Void> opened) {
    try {
      Awaitility.await().atMost(TURN).until(opened::isDone);
    } catch (ConditionTimeoutException e) {
      // It waits for the lift, which goes on.
    }
  }

  private static void done(CompletableFuture<Void> end, Runnable step) {
    try {
      step.run();
      end.complete(null);
    } catch (TributaryException e) {
      end.completeExceptionally(e);
    }
  }

  private static boolean writable(Connection application, String table) throws SQLException {
    try (application) {
      application.createStatement().execute("UPDATE " + table + " SET n = n + 1 WHERE id = 1");
      return true;
    } catch (SQLException e) {
      assertThat(e.getMessage()).contains("moved to");
      return false;
    }
  }
}
