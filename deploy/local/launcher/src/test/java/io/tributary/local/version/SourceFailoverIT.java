package io.tributary.local.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.fixture.PostgresServer;
import io.tributary.fixture.VersionsRun;
import io.tributary.local.fixture.PatientWriter;
import io.tributary.local.fixture.TestStack;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A standby of the source is promoted in the middle of streaming, and the address leads there from
 * then on.
 */
@EnabledIfSystemProperty(
    named = "tributary.postgres.source",
    matches = "\\d+",
    disabledReason = "the profile versions names the versions")
@ExtendWith(VersionsRun.class)
class SourceFailoverIT {
  private static FailoverServers servers;
  private static TestStack stack;

  @BeforeAll
  static void start() throws Exception {
    servers = FailoverServers.required();
    stack = TestStack.with(servers.target().clientPrograms());
  }

  @AfterAll
  static void stop() {
    if (stack != null) {
      stack.close();
    }
  }

  @Test
  void theStreamGoesOnAtAStandbyThatHasCarriedTheSlotAlong() throws Exception {
    // given
    FailoverMigration move = new FailoverMigration(stack.api(), "carried");
    PostgresServer target = servers.target().fresh();
    try (ReplicatedServer source = ReplicatedServer.start(servers.source(), true)) {
      move.createAt(source.now(), target);
      source.synchronous();
      try (PatientWriter writer = move.writer(source::now)) {
        move.replicate(source.port(), target.port());
        source.awaitCarriedSlot();
        FailoverMigration.awaitWrites(writer);

        // when
        source.failOver();

        // then
        FailoverMigration.awaitWrites(writer);
        move.cutOver();
        move.assertEverythingArrived(source.now(), target, writer);
      }
      move.complete();
    } finally {
      target.stop();
    }
  }

  @Test
  void theStreamStopsByNameAtAStandbyWithoutTheSlotAndCanBeginAnew() throws Exception {
    // given
    FailoverMigration move = new FailoverMigration(stack.api(), "slotless");
    PostgresServer target = servers.target().fresh();
    try (ReplicatedServer source = ReplicatedServer.start(servers.source(), false)) {
      move.createAt(source.now(), target);
      try (PatientWriter writer = move.writer(source::now)) {
        move.replicate(source.port(), target.port());
        FailoverMigration.awaitWrites(writer);

        // when
        source.failOver();

        // then
        assertThat(move.awaitError("TRB-CAPTURE-OTHER-TIMELINE"))
            .contains("is on timeline 2 of its WAL", "has no slot", "./tributary restart");

        // when
        move.restart();
        // then
        FailoverMigration.awaitWrites(writer);
        move.cutOver();
        writer.close();
        assertThat(move.rowsOfTarget(target)).isEqualTo(move.rowsOfSource(source.now()));
      }
      move.complete();
    } finally {
      target.stop();
    }
  }

  @Test
  void theStreamStopsByNameAtAStandbyThatLacksWhatWasCaptured() throws Exception {
    // given a standby that has the slot, and not what was streamed from it last
    FailoverMigration move = new FailoverMigration(stack.api(), "lacking");
    PostgresServer target = servers.target().fresh();
    try (ReplicatedServer source = ReplicatedServer.start(servers.source(), true)) {
      move.createAt(source.now(), target).replicate(source.port(), target.port());
      source.awaitCarriedSlot();
      source.cutStandbyOff();
      move.write(source.now(), "INSERT INTO probe VALUES (-1)");
      await()
          .atMost(FailoverMigration.LIMIT)
          .until(() -> move.rowsOfTarget(target).contains("probe (-1)"));

      // when
      source.failOver();

      // then
      assertThat(move.awaitError("TRB-CAPTURE-OTHER-TIMELINE"))
          .contains("is on timeline 2 of its WAL", "it lacks what lies between")
          .contains("./tributary restart");
      assertThat(move.rowsOfSource(source.now())).doesNotContain("probe (-1)");

      // when
      move.restart();
      // then
      await()
          .atMost(FailoverMigration.LIMIT)
          .untilAsserted(
              () ->
                  assertThat(move.rowsOfTarget(target)).isEqualTo(move.rowsOfSource(source.now())));
      move.abort();
    } finally {
      target.stop();
    }
  }
}
