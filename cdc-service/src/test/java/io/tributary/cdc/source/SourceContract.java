package io.tributary.cdc.source;

import static io.tributary.cdc.source.PassingFailures.outlast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tributary.cdc.reconcile.DoubtfulLoop;
import io.tributary.cdc.source.kinds.SourceKinds;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.Source;
import io.tributary.fixture.RunbookCommand;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every kind of source does. Its source has items, each a number and a name, with the item 1;
 * its target has them in a table of the schema {@code app}.
 */
public abstract class SourceContract {
  protected static final Duration LIMIT = Duration.ofSeconds(90);

  protected final TargetEnd target = new TargetEnd();

  /** What the service has of all kinds, without any state of this test. */
  protected SourceKinds kinds() {
    return RealSourceKinds.with(Map.of());
  }

  protected abstract Source source();

  /**
   * The rest of the same database as a source of its own, which goes to the schema {@code rest}.
   */
  protected abstract Source rest();

  /** Adds something to the rest, as the application does. */
  protected abstract void addToRest(int id) throws Exception;

  /** Adds an item at the source, as the application does. */
  protected abstract void add(int id, String name) throws Exception;

  /** Gives every item of the source another name, as the application does. */
  protected abstract void rename(String name) throws Exception;

  /** The statement with which the application adds an item in the target. */
  protected String addition(int id, String name) {
    return "INSERT INTO app.item VALUES (%d, '%s')".formatted(id, name);
  }

  /** Whether the source's changes are being captured by now. */
  protected abstract boolean captured();

  /** Takes the source away for good, while it is being captured. */
  protected abstract void takeAway() throws Exception;

  /** Every definition of the source, text by text. */
  protected abstract List<String> definitions();

  @AfterEach
  void removeTarget() throws SQLException {
    target.close();
  }

  protected Migration migration() {
    return target.migration(source());
  }

  protected MovingSource moving() {
    return new MovingSource(migration(), source());
  }

  protected StreamId stream() {
    return moving().stream();
  }

  protected void awaitCaptured(SourceKinds kinds) {
    awaitCaptured(kinds, migration());
  }

  private void awaitCaptured(SourceKinds kinds, Migration migration) {
    SourceDriver driver = kinds.of(new MovingSource(migration, migration.sources().get(0)));
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              driver.supervise();
              var status = driver.captureStatus();
              assertThat(status.error()).matches(error -> error == null || error.retryable());
              return status.error() == null && status.connector().equals("RUNNING") && captured();
            });
  }

  protected static Instant soon() {
    return Instant.now().plusSeconds(60);
  }

  @Test
  void opensATargetWhoseSourceRefusesWrites() throws Exception {
    // given: every step is done twice, the second time by a process that knows nothing
    SourceKinds kinds = kinds();
    SourceKinds other = kinds();
    kinds.of(moving()).prepare();
    other.of(moving()).prepare();
    assertThatThrownBy(() -> target.runAsApplication(addition(5, "early")))
        .hasMessageContaining("closed to writes");
    outlast(() -> kinds.of(moving()).capture());
    outlast(() -> other.of(moving()).capture());
    awaitCaptured(kinds);
    kinds.of(moving()).finishAfterSnapshot();
    other.of(moving()).finishAfterSnapshot();
    List<String> before = definitions();
    kinds.of(moving()).rehearse();
    kinds.of(moving()).rehearse();
    assertThat(definitions()).isEqualTo(before);
    add(2, "rehearsed");

    // when
    FenceObserved fence = kinds.of(moving()).raiseFence("token-1", soon());

    // then
    assertThat(fence.token()).isEqualTo("token-1");
    assertThat(fence.position()).isPositive();
    assertThat(fence.fencedAt()).isBetween(Instant.now().minusSeconds(60), Instant.now());
    assertThat(other.of(moving()).raiseFence("token-1", soon())).isEqualTo(fence);
    assertThat(other.of(moving()).standingFence()).contains(fence);
    assertThatThrownBy(() -> add(3, "late")).hasMessageContaining("moved to");
    assertThat(other.of(moving()).opened()).isFalse();
    opensNothingThatIsKeptAsideUnaccepted(kinds, other);
    kinds.of(moving()).checkDrained();
    kinds.of(moving()).open();
    kinds.of(moving()).endRehearsal();
    other.of(moving()).open();
    assertThat(other.of(moving()).opened()).isTrue();
    other.of(moving()).removeGate();
    kinds.of(moving()).removeGate();
    target.runAsApplication(addition(6, "ours"));
    assertThatThrownBy(() -> other.of(moving()).removeTarget())
        .hasMessageContaining("open to its application");
    outlast(() -> kinds.of(moving()).removeCapture());
    outlast(() -> other.of(moving()).removeCapture());
    assertThatThrownBy(() -> add(3, "forgotten writer")).hasMessageContaining("moved to");
  }

  /** Whoever asks counts by himself, whatever was counted before and by whom. */
  private void opensNothingThatIsKeptAsideUnaccepted(SourceKinds kinds, SourceKinds other) {
    String stream = "'%s', '%s'".formatted(stream().migration(), stream().source());
    Map<String, String> aside =
        Map.of(
            "TRB-CUTOVER-DEAD-LETTERS",
            "INSERT INTO tributary.dead_letter (migration, source, table_name, row_key, topic_offset, position, change, cause, at) VALUES (%s, 'app.item', '[]', 1, 1, '{}', '{}', now())"
                .formatted(stream),
            "TRB-CUTOVER-QUARANTINED",
            "INSERT INTO tributary.quarantine (migration, source, source_table, source_key, reason, detail, source_row, position, at) VALUES (%s, 'main.item', '[\"1\"]', 'ORPHAN', '', '[]', 1, now())"
                .formatted(stream));
    aside.forEach(
        (code, row) -> {
          target.run(row);
          for (SourceKinds each : List.of(kinds, other)) {
            for (Runnable step :
                List.<Runnable>of(
                    () -> each.of(moving()).checkDrained(), () -> each.of(moving()).open())) {
              assertThatThrownBy(step::run)
                  .isInstanceOfSatisfying(
                      TributaryException.class, e -> assertThat(e.report().code()).isEqualTo(code))
                  .hasMessageContaining("source " + source().name());
            }
            each.of(moving()).endRehearsal();
          }
          target.run("DELETE FROM tributary.dead_letter; DELETE FROM tributary.quarantine");
        });
    assertThat(other.of(moving()).opened()).isFalse();
  }

  /** Lifts the fence as the runbook says, without any of the service. */
  protected abstract void liftByHand() throws Exception;

  @Test
  void acceptsWritesAgainWhenTheFenceIsLiftedByHand() throws Exception {
    // given
    SourceKinds kinds = kinds();
    kinds.of(moving()).prepare();
    outlast(() -> kinds.of(moving()).capture());
    awaitCaptured(kinds);
    kinds.of(moving()).raiseFence("token-1", soon());
    assertThatThrownBy(() -> add(2, "refused")).hasMessageContaining("moved to");
    kinds.of(moving()).standDown();
    assertThat(target.column(targetOpen())).isEmpty();

    // when
    liftByHand();

    // then
    add(3, "passes");
    rename("passes too");
    assertThat(kinds().of(moving()).standingFence())
        .matches(fence -> fence.isEmpty() || fence.get().token().isEmpty());

    // and the service that comes back can clean up
    outlast(() -> kinds.of(moving()).removeCapture());
    add(4, "after the abort");
  }

  private String targetOpen() {
    return RunbookCommand.of("target-open").replace("NAME", stream().migration());
  }

  @Test
  void leavesNothingInTheTargetOfASourceThatIsGone() throws Exception {
    // given
    List<String> targetBefore = target.traces();
    SourceKinds kinds = kinds();
    kinds.of(moving()).prepare();
    outlast(() -> kinds.of(moving()).capture());
    awaitCaptured(kinds);
    kinds.of(moving()).standDown();
    takeAway();
    assertThatThrownBy(() -> kinds.of(moving()).settledFence())
        .isInstanceOf(TributaryException.class);

    // when
    for (int time = 0; time < 2; time++) {
      outlast(() -> kinds.of(moving()).abandonCapture());
      kinds.of(moving()).removeTarget();
    }

    // then
    assertThat(target.traces()).isEqualTo(targetBefore);
  }

  @Test
  void leavesNothingBehind() throws Exception {
    // given
    List<String> sourceBefore = definitions();
    List<String> targetBefore = target.traces();
    SourceKinds kinds = kinds();
    assertThat(kinds.of(moving()).standingFence()).isEmpty();
    assertThat(kinds.of(moving()).opened()).isFalse();
    kinds.of(moving()).prepare();
    outlast(() -> kinds.of(moving()).capture());
    awaitCaptured(kinds);
    kinds.of(moving()).finishAfterSnapshot();
    kinds.of(moving()).raiseFence("token-1", soon());
    kinds.of(moving()).raiseFence("token-2", soon());
    assertThat(kinds.of(moving()).standingFence().orElseThrow().token()).isEqualTo("token-2");

    // when
    kinds.of(moving()).liftFence("token-2");
    kinds.of(moving()).liftFence("token-2");
    assertThat(kinds.of(moving()).standingFence()).isEmpty();
    rename("goes on");
    for (int time = 0; time < 2; time++) {
      outlast(() -> kinds.of(moving()).removeCapture());
      kinds.of(moving()).removeTarget();
    }

    // then
    assertThat(definitions()).isEqualTo(sourceBefore);
    assertThat(target.traces()).isEqualTo(targetBefore);
    assertThat(target.kept()).isEmpty();
    assertThat(kinds().of(moving()).captureStatus().connector()).isEqualTo("UNKNOWN");
  }

  @Test
  void liftsAFenceThatNobodyWantsWhateverWasLostOnTheWay() throws Exception {
    // given
    SourceKinds kinds = kinds();
    kinds.of(moving()).prepare();
    outlast(() -> kinds.of(moving()).capture());
    awaitCaptured(kinds);
    try (DoubtfulLoop loop = new DoubtfulLoop(migration(), kinds::of)) {
      loop.await(SourceObserved::achieved);

      // when it is raised, and the answer is lost
      loop.loseAnswerOf("raiseFence");
      loop.desire(MigrationGoal.FENCE, "token-1");
      loop.await(report -> report.error() != null);
      assertThatThrownBy(() -> add(3, "fenced")).hasMessageContaining("moved to");
      loop.desire(MigrationGoal.PAUSE, null);

      // then
      loop.await(SourceObserved::achieved);
      assertThat(kinds.of(moving()).standingFence()).isEmpty();
      add(3, "accepted");

      // when it is raised behind the loop's back, such as by a commit that was stuck for long
      loop.loseAnswerOf("liftFence");
      kinds().of(moving()).raiseFence("token-2", soon());

      // then it is seen and lifted, though the answer to that is lost
      loop.await(report -> report.error() != null);
      loop.await(SourceObserved::achieved);
      assertThat(kinds.of(moving()).standingFence()).isEmpty();
      add(4, "accepted");
    }
    outlast(() -> kinds.of(moving()).removeCapture());
    kinds.of(moving()).removeTarget();
  }

  /** As an instance does that read its fence, was suspended, and wakes up in a later cutover. */
  @Test
  void liftsNoFenceButTheOneThatWasReadAndNoneOfAnOpenTarget() throws Exception {
    // given
    SourceKinds suspended = kinds();
    SourceKinds kinds = kinds();
    kinds.of(moving()).prepare();
    outlast(() -> kinds.of(moving()).capture());
    awaitCaptured(kinds);
    kinds.of(moving()).raiseFence("token-1", soon());
    kinds.of(moving()).liftFence("token-1");
    kinds.of(moving()).raiseFence("token-2", soon());

    // when, then
    assertThatThrownBy(() -> suspended.of(moving()).liftFence("token-1"))
        .isInstanceOfSatisfying(
            TributaryException.class,
            e -> assertThat(e.report().code()).isEqualTo("TRB-FENCE-RAISED-AGAIN"));
    assertThat(kinds.of(moving()).standingFence().orElseThrow().token()).isEqualTo("token-2");
    assertThatThrownBy(() -> add(3, "fenced")).hasMessageContaining("moved to");

    // when the target is opened before the lift gets its turn
    target.run(
        "INSERT INTO tributary.preparation VALUES ('%s', '%s', 'opened', '{}', now())"
            .formatted(stream().migration(), stream().source()));

    // then
    assertThatThrownBy(() -> suspended.of(moving()).liftFence("token-2"))
        .isInstanceOfSatisfying(
            TributaryException.class,
            e -> assertThat(e.report().code()).isEqualTo("TRB-FENCE-TARGET-OPEN"));
    assertThatThrownBy(() -> add(3, "fenced")).hasMessageContaining("moved to");

    // when
    target.run("DELETE FROM tributary.preparation WHERE item = 'opened'");
    kinds.of(moving()).liftFence("token-2");

    // then
    add(3, "accepted");
    outlast(() -> kinds.of(moving()).removeCapture());
    kinds.of(moving()).removeTarget();
  }

  @Test
  void leavesTheRestOpenForAMigrationOfItsOwn() throws Exception {
    // given: what moves has moved
    SourceKinds kinds = kinds();
    moveUpToTheFence(kinds, migration());
    addToRest(1);
    kinds.of(moving()).open();
    kinds.of(moving()).endRehearsal();
    kinds.of(moving()).removeGate();
    outlast(() -> kinds.of(moving()).removeCapture());
    addToRest(2);
    assertThatThrownBy(() -> add(3, "forgotten writer")).hasMessageContaining("moved to");
    List<String> completed = definitions();

    // when: the rest follows, first in vain
    Migration second = target.secondMigration(rest());
    moveUpToTheFence(kinds, second);

    // then
    assertThatThrownBy(() -> addToRest(3)).hasMessageContaining("moved to");
    assertThatThrownBy(() -> add(3, "forgotten writer")).hasMessageContaining("moved to");
    kinds.of(new MovingSource(second, rest())).liftFence("token-1");
    addToRest(3);
    assertThatThrownBy(() -> add(3, "forgotten writer")).hasMessageContaining("moved to");
    outlast(() -> kinds.of(new MovingSource(second, rest())).removeCapture());
    kinds.of(new MovingSource(second, rest())).removeTarget();
    assertThat(definitions()).isEqualTo(completed);

    // and then to its end
    moveUpToTheFence(kinds, second);
    kinds.of(new MovingSource(second, rest())).open();
    kinds.of(new MovingSource(second, rest())).endRehearsal();
    kinds.of(new MovingSource(second, rest())).removeGate();
    outlast(() -> kinds.of(new MovingSource(second, rest())).removeCapture());
    assertThatThrownBy(() -> addToRest(4)).hasMessageContaining("moved to");
    assertThatThrownBy(() -> add(4, "forgotten writer")).hasMessageContaining("moved to");
  }

  private void moveUpToTheFence(SourceKinds kinds, Migration migration) throws Exception {
    Source source = migration.sources().get(0);
    kinds.of(new MovingSource(migration, source)).prepare();
    outlast(() -> kinds.of(new MovingSource(migration, source)).capture());
    awaitCaptured(kinds, migration);
    kinds.of(new MovingSource(migration, source)).finishAfterSnapshot();
    kinds.of(new MovingSource(migration, source)).raiseFence("token-1", soon());
  }
}
