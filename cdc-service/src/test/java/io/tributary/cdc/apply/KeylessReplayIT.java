package io.tributary.cdc.apply;

import static io.tributary.cdc.apply.fixture.Cells.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.fixture.ApplyScenario;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.common.plan.MovingSource;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Dead letters of a table without key, of which nothing at the target tells a row from its double,
 * are replayed while something dies or comes in between.
 */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class KeylessReplayIT extends ApplyScenario {
  private static final int LETTERS = 1_200;

  /** {@code DeadLetterReplay}'s own. */
  private static final int PAGE = 500;

  @Inject ApplyParts parts;

  @BeforeEach
  void refuseAll() {
    target.table("app.line", "said varchar(3)");
    emptySnapshot();
    start();
    for (int n = 1; n <= LETTERS; n++) {
      topic.begin().insert("line", row("said", "line " + n)).end();
    }
    settle();
    assertThat(apply.status(stream).progress().aside().deadLetters()).isEqualTo(LETTERS);
    target.run("ALTER TABLE app.line ALTER said TYPE text");
  }

  @Test
  void whatWasReplayedBeforeTheConnectionDiedStaysAndTheRestFollowsOnce() {
    // given a server that ends the session in the middle of the second page, once
    target.run(
        """
        CREATE SEQUENCE app.deaths;
        CREATE FUNCTION app.die() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF (SELECT count(*) FROM app.line) > %d AND nextval('app.deaths') = 1 THEN
            PERFORM pg_terminate_backend(pg_backend_pid());
          END IF;
          RETURN NULL;
        END $$;
        CREATE TRIGGER die AFTER INSERT ON app.line EXECUTE FUNCTION app.die();
        ALTER TABLE app.line ENABLE ALWAYS TRIGGER die"""
            .formatted(PAGE + 100));

    // when
    long applied = apply.replay(stream);

    // then
    assertThat(applied).as("applied behind the death").isEqualTo(LETTERS - PAGE);
    assertEachOnce();
  }

  @Test
  void theNextInstanceReplaysOnceWhatOneThatHangsInAPageHadNotCommitted() throws Exception {
    // given an instance that waits in the middle of the second page, with the checkpoint locked
    target.run(
        """
        CREATE SEQUENCE app.waits;
        CREATE FUNCTION app.wait() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF (SELECT count(*) FROM app.line) > %d AND nextval('app.waits') = 1 THEN
            PERFORM pg_advisory_lock(4711);
          END IF;
          RETURN NULL;
        END $$;
        CREATE TRIGGER wait AFTER INSERT ON app.line EXECUTE FUNCTION app.wait();
        ALTER TABLE app.line ENABLE ALWAYS TRIGGER wait"""
            .formatted(PAGE + 100));
    ApplyService next = new ApplyService(parts);
    try (Connection holding = server().connect(target.name());
        Statement statement = holding.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(4711)");
      CompletableFuture<Long> hanging = CompletableFuture.supplyAsync(() -> apply.replay(stream));
      await().atMost(SOON).until(() -> waiting() == 1);
      assertThat(hanging).isNotDone();
      CompletableFuture<Void> ending = CompletableFuture.runAsync(() -> apply.stop(stream));

      // when
      MovingSource moving = new MovingSource(migration, migration.source("src"));
      next.start(new StreamPlan(moving, InitialRows.onTopic(), committers(moving), () -> {}));

      // then the session of the one that hangs has been ended
      ending.get(SOON.toSeconds(), TimeUnit.SECONDS);
      await().atMost(SOON).until(() -> next.status(stream).progress().offset() > 0);
      assertThat(next.replay(stream)).isEqualTo(LETTERS - PAGE);
      assertEachOnce();
    } finally {
      next.stop(stream);
    }
  }

  private int waiting() {
    return Integer.parseInt(
        target.one(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'advisory'"
                + " AND datname = current_database()"));
  }

  private void assertEachOnce() {
    assertThat(target.one("SELECT count(*) FROM app.line")).isEqualTo("" + LETTERS);
    assertThat(target.one("SELECT count(DISTINCT said) FROM app.line")).isEqualTo("" + LETTERS);
    assertThat(target.one("SELECT count(*) FROM tributary.dead_letter")).isEqualTo("0");
  }
}
