package io.tributary.validator;

import static io.tributary.validator.ChangeTopic.end;
import static io.tributary.validator.ChangeTopic.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.RowDifference.Kind;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Scope;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.validator.config.ValidatorLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What changed since the tables were found equal, read from the change topic, is verified. */
class RecentChangesIT {
  /** A table of so many rows is read by its changed keys. */
  private static final ValidatorLimits LIMITS =
      new ValidatorLimits(12, 100_000, 50, 100, 1_000, 1_000_000, 20, 1 << 20, 1_000_000);

  private ChangeTopic topic;
  private TwoDatabases databases;
  private Comparing comparing;
  private Migration migration;

  @BeforeEach
  void start() throws Exception {
    databases = new TwoDatabases("recent", "target_of_recent", true);
    topic = new ChangeTopic("recent");
    comparing = new Comparing(topic.prefix(), LIMITS);
    databases.onBoth("CREATE TABLE $S.big (id int PRIMARY KEY, v text)");
    databases.onBoth("INSERT INTO $S.big SELECT g, 'v' || g FROM generate_series(1, 3000) g");
    databases.checkpoint(-1, Long.MAX_VALUE, null);
    migration = TwoDatabases.migration(1_000, databases);
  }

  @AfterEach
  void stop() {
    comparing.close();
    topic.close();
    databases.close();
  }

  @Test
  void readsTheTopicOnceFromTheFirstPassThroughACutoverUntilTheTargetIsOpened() {
    // given
    long offset = topic.change(5);
    databases.checkpoint(offset, Long.MAX_VALUE, null);
    awaitEqualPass();
    assertThat(comparing.consumersMade).hasValue(1);

    // when
    comparing.desire(migration, MigrationGoal.REHEARSE, 2, "cut-1");
    awaitThat(() -> rehearsed("cut-1"));
    comparing.desire(migration, MigrationGoal.FENCE, 3, "cut-1");
    databases.checkpoint(topic.change(6), Long.MAX_VALUE, "cut-1");

    // then
    assertThat(verified("cut-1").verdict()).isEqualTo(Verdict.EQUAL);
    awaitEqualPass();
    assertThat(comparing.consumersMade).hasValue(1);
    assertThat(comparing.consumersClosed).hasValue(0);

    // when
    comparing.desire(migration, MigrationGoal.OPEN, 4, "cut-1");

    // then
    awaitThat(() -> comparing.consumersClosed.get() == 1);
  }

  @Test
  void saysUpToWhichChangeTheTopicIsNeededNoMoreAndMovesOnWithEachPass() {
    // given
    awaitEqualPass();
    assertThat(comparing.covered).isEqualTo(-1);

    // when
    long applied = topic.change(5);
    databases.checkpoint(applied, Long.MAX_VALUE, null);

    // then
    awaitThat(() -> comparing.covered == applied);

    // when the rows differ, so that they are compared in full whatever the topic holds
    damage(5);
    awaitThat(() -> comparing.verdicts.stream().anyMatch(v -> v.verdict() == Verdict.DIFFERENT));
    databases.checkpoint(topic.change(6), Long.MAX_VALUE, null);

    // then
    assertThat(comparing.covered).isEqualTo(applied);
  }

  @Test
  void verifiesWhatChangedBetweenTheLastEqualPassAndTheCutover() {
    // given changes after the last pass, the last of them in one record
    awaitEqualPass();
    comparing.pause(migration, 2, null);
    topic.change(5);
    long applied = topic.changes(event(6), event(7), end());
    databases.checkpoint(applied, Long.MAX_VALUE, null);
    damage(5, 7, 9);

    // when
    comparing.desire(migration, MigrationGoal.REHEARSE, 3, "cut-1");
    awaitThat(() -> rehearsed("cut-1"));
    comparing.desire(migration, MigrationGoal.FENCE, 4, "cut-1");
    databases.checkpoint(applied, Long.MAX_VALUE, "cut-1");

    // then
    assertFound(verified("cut-1"), 5, 7);
  }

  @Test
  void readsForEachTryOfACutoverFromTheLastEqualComparisonOn() {
    // given a cutover that was given up before its fence
    awaitEqualPass();
    comparing.pause(migration, 2, null);
    topic.change(5);
    comparing.desire(migration, MigrationGoal.REHEARSE, 3, "cut-1");
    awaitThat(() -> rehearsed("cut-1"));
    comparing.pause(migration, 4, null);

    // when it is tried again
    long applied = topic.change(6);
    comparing.desire(migration, MigrationGoal.REHEARSE, 5, "cut-2");
    awaitThat(() -> rehearsed("cut-2"));
    damage(5, 6);
    comparing.desire(migration, MigrationGoal.FENCE, 6, "cut-2");
    databases.checkpoint(applied, Long.MAX_VALUE, "cut-2");

    // then what the first try had read is verified too
    assertFound(verified("cut-2"), 5, 6);

    // when it is tried once more after an equal comparison
    databases.onTarget("UPDATE $S.big SET v = 'v' || id");
    awaitEqualPass();
    comparing.desire(migration, MigrationGoal.REHEARSE, 8, "cut-3");
    awaitThat(() -> rehearsed("cut-3"));
    damage(5, 8);
    comparing.desire(migration, MigrationGoal.FENCE, 9, "cut-3");
    databases.checkpoint(topic.change(8), Long.MAX_VALUE, "cut-3");

    // then only what changed since then is read
    assertFound(verified("cut-3"), 8);
    assertThat(comparing.consumersMade).hasValue(1);
  }

  /**
   * A record that holds several events may be applied in part; the checkpoint is before it then.
   */
  @Test
  void verifiesWhatTheRecordBehindTheCheckpointHolds() {
    // given
    awaitEqualPass();
    comparing.desire(migration, MigrationGoal.REHEARSE, 2, "cut-1");
    awaitThat(() -> rehearsed("cut-1"));

    // when
    damage(5, 9);
    comparing.desire(migration, MigrationGoal.FENCE, 3, "cut-1");
    long inPart = topic.changes(event(5), end(), event(6));
    databases.checkpoint(inPart - 1, Long.MAX_VALUE, "cut-1");

    // then
    assertFound(verified("cut-1"), 5);
  }

  @Test
  void comparesATableInFullOfWhichMoreChangedThanIsRemembered() {
    // given
    awaitEqualPass();
    comparing.pause(migration, 2, null);
    for (int id = 1; id <= 60; id++) {
      topic.change(id);
    }

    // when nothing of it is applied, so that nothing of it can be compared before the fence
    comparing.desire(migration, MigrationGoal.REHEARSE, 3, "cut-1");
    awaitThat(() -> rehearsed("cut-1"));
    databases.checkpoint(topic.change(61), Long.MAX_VALUE, null);
    damage(2_000);
    comparing.desire(migration, MigrationGoal.FENCE, 4, "cut-1");
    databases.checkpoint(topic.change(62), Long.MAX_VALUE, "cut-1");

    // then
    assertThat(verified("cut-1").scope()).isEqualTo(Scope.FULL);
    assertThat(verified("cut-1").verdict()).isEqualTo(Verdict.DIFFERENT);
  }

  private static void assertFound(TableVerdict verdict, int... ids) {
    assertThat(verdict.scope()).isEqualTo(Scope.CHANGED_SINCE_EQUAL);
    assertThat(verdict.findings().differences())
        .containsExactlyInAnyOrderElementsOf(
            java.util.Arrays.stream(ids)
                .mapToObj(
                    id -> new RowDifference(Map.of("id", "" + id), Kind.CHANGED, List.of("v")))
                .toList());
  }

  /** A pass that began from now on and found all equal. */
  private void awaitEqualPass() {
    long passes = comparing.observed.stream().mapToLong(ValidationObserved::passes).max().orElse(0);
    comparing.desire(migration, MigrationGoal.REPLICATE, 1, null);
    awaitThat(
        () -> comparing.observed.stream().anyMatch(o -> o.passes() > passes + 1 && o.allEqual()));
  }

  private void damage(int... ids) {
    for (int id : ids) {
      databases.onTarget("UPDATE $S.big SET v = 'lost' WHERE id = " + id);
    }
  }

  private boolean rehearsed(String cutover) {
    return comparing.observed.stream().anyMatch(o -> cutover.equals(o.rehearsedCutoverId()));
  }

  private TableVerdict verified(String cutover) {
    return await()
        .atMost(Duration.ofSeconds(90))
        .until(
            () ->
                comparing.observed.stream()
                    .filter(o -> cutover.equals(o.verifiedCutoverId()))
                    .findFirst(),
            Optional::isPresent)
        .get()
        .tables()
        .get(0);
  }

  private static void awaitThat(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(90)).until(condition);
  }
}
