package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.PlainDatabase;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.quarantine.QuarantineError;
import jakarta.inject.Inject;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Refused changes are counted in the database that keeps them, at each step that decides by it. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class LeftBehindIT {
  private static final String DEAD_LETTERS = "SELECT count(*) FROM tributary.dead_letter";

  @Inject ApplyService apply;
  private TwoWayMigration move;

  @BeforeEach
  void create() throws Exception {
    move =
        new TwoWayMigration(
                apply,
                "CREATE TABLE item (id integer PRIMARY KEY, v text)",
                "INSERT INTO item VALUES (1, 'one')")
            .started();
    move.change(move.out);
  }

  @AfterEach
  void stop() throws Exception {
    move.close();
  }

  @Test
  void keepsTheSourceClosedFromTheRehearsalToTheOpening() {
    // given
    move.source.run("ALTER TABLE item ADD CHECK (v <> 'refused')");
    move.target.run("INSERT INTO app.item VALUES (2, 'refused')");
    move.awaitRows(move.source, DEAD_LETTERS, "1");

    // then
    refused(() -> move.homeward().rehearse(), "Source legacy", "legacy.back");

    // when it is settled, and the next one comes behind each look
    move.source.run("ALTER TABLE item DROP CONSTRAINT item_v_check");
    decided(move.back, move.source);
    SourceDriver homeward = move.close(move.back);
    setAside(move.source, move.back);

    // then
    refused(homeward::checkDrained, "Source legacy", "legacy.back");
    refused(homeward::open, "Source legacy", "legacy.back");
    assertThat(homeward.opened()).isFalse();
    move.source.run("DELETE FROM tributary.dead_letter");
    move.open(homeward);
  }

  @Test
  void keepsATargetClosedThatIsOpenedAgain() {
    // given
    move.change(move.back);
    setAside(move.target, move.out);

    // then
    refused(() -> move.outward().rehearse(), "The target", "legacy");

    // when
    move.target.run("DELETE FROM tributary.dead_letter");
    SourceDriver outward = move.close(move.out);
    setAside(move.target, move.out);

    // then
    refused(outward::open, "The target", "legacy");
    assertThat(outward.opened()).isFalse();
    move.target.run("DELETE FROM tributary.dead_letter");
    move.open(outward);
  }

  private static void refused(ThrowingCallable step, String side, String stream) {
    assertThatThrownBy(step)
        .isInstanceOfSatisfying(
            TributaryException.class,
            e -> assertThat(e.report().code()).isEqualTo(QuarantineError.DEAD_LETTERS.code()))
        .hasMessageStartingWith(side + " is not opened: 1 changes of source " + stream + " wait")
        .hasMessageContaining("/dead-letters?source=" + stream + "` lists them");
  }

  private void decided(MovingSource way, PlainDatabase side) {
    await()
        .atMost(TwoWayStreams.LIMIT)
        .untilAsserted(
            () -> {
              apply.replay(way.stream(), Set.of());
              assertThat(side.rows(DEAD_LETTERS)).containsExactly("0");
            });
  }

  /** As apply would at a moment that no test can force. */
  private static void setAside(PlainDatabase side, MovingSource way) {
    side.run(
        "INSERT INTO tributary.dead_letter (migration, source, table_name, row_key, topic_offset,"
            + " position, change, cause, at) VALUES ('%s', '%s', 'item', '[]', 1, 1, '{}', '{}', now())"
                .formatted(way.migration().name(), way.stream().source()));
  }
}
