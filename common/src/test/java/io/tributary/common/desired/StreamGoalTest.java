package io.tributary.common.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.Direction;
import io.tributary.common.model.StreamId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StreamGoalTest {
  private static final StreamId OUT = new StreamId("m", "a");
  private static final StreamId BACK = OUT.opposite();

  /** Goals in whose course a fence is raised or lifted, or a side opened. */
  private static final Set<MigrationGoal> ACTING =
      EnumSet.of(
          MigrationGoal.REPLICATE,
          MigrationGoal.PAUSE,
          MigrationGoal.FENCE,
          MigrationGoal.VERIFY,
          MigrationGoal.OPEN);

  @Test
  void asksTheStreamsOfItsDirectionForTheGoalItself() {
    for (MigrationGoal goal : MigrationGoal.values()) {
      assertThat(seen(goal, Direction.OUT, OUT)).isEqualTo(goal);
      assertThat(seen(goal, Direction.BACK, BACK)).isEqualTo(goal);
    }
  }

  @Test
  void letsOneDirectionActAtATime() {
    for (MigrationGoal goal : MigrationGoal.values()) {
      for (Direction direction : Direction.values()) {
        // when
        List<MigrationGoal> both = List.of(seen(goal, direction, OUT), seen(goal, direction, BACK));

        // then
        assertThat(both.stream().filter(ACTING::contains).count())
            .as("%s %s: %s", goal, direction, both)
            .isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void bringsHomeWhatIsWrittenOnceTheTargetIsOpen() {
    assertThat(seen(MigrationGoal.SWITCHED, Direction.OUT, BACK))
        .isEqualTo(MigrationGoal.REPLICATE);
    assertThat(seen(MigrationGoal.OPEN, Direction.OUT, BACK)).isEqualTo(MigrationGoal.STAND_BY);
  }

  @Test
  void givesTheWayBackUpAtTheEnd() {
    for (MigrationGoal end : List.of(MigrationGoal.COMPLETE, MigrationGoal.ABORT)) {
      assertThat(seen(end, Direction.OUT, BACK)).isEqualTo(MigrationGoal.WITHDRAW);
    }
  }

  private static MigrationGoal seen(MigrationGoal goal, Direction direction, StreamId stream) {
    DesiredState desired =
        new DesiredState(
            null, 1, goal, null, null, false, Instant.EPOCH, List.of(), Set.of(), direction);
    return StreamGoal.of(desired, stream).goal();
  }
}
