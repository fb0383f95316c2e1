package io.tributary.exploration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.orchestrator.state.Switched;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Two sources with a way back, through every order of events. The decisions are those of the
 * services' own code; the databases, the topics and the validator are a model. What is held is said
 * in docs/correctness.md.
 */
class ExplorationTest {
  private static final Set<Choice> THERE_AND_BACK = EnumSet.of(Choice.CUTOVER, Choice.ROLLBACK);
  private static final Set<Choice> REHEARSED =
      EnumSet.of(Choice.REHEARSE, Choice.CUTOVER, Choice.ROLLBACK);
  private static final Set<Choice> RESTARTED = EnumSet.of(Choice.RESTART, Choice.CUTOVER);
  private static final Set<Choice> TO_AN_END =
      EnumSet.of(Choice.CUTOVER, Choice.COMPLETE, Choice.ABORT);

  @Test
  void cutsOverAndBackWhateverIsLate() {
    explore(4, 0, THERE_AND_BACK, false);
  }

  @Test
  void cutsOverBackAndOverAgainWhateverFailsOnce() {
    explore(3, 1, THERE_AND_BACK, false);
  }

  @Test
  void cutsOverWhateverFailsTwice() {
    explore(1, 2, EnumSet.of(Choice.CUTOVER), false);
  }

  @Test
  void rehearsesCutoverAndRollbackWithoutAFenceWhateverIsLate() {
    explore(3, 0, REHEARSED, false);
  }

  @Test
  void rehearsesAndCutsOverWhateverFailsOnce() {
    explore(2, 1, REHEARSED, false);
  }

  @Test
  void comesToAnEndWhateverFailsOnce() {
    explore(1, 1, TO_AN_END, false);
  }

  @Test
  void comesToRestWhicheverStreamIsLostForGood() {
    explore(2, 1, THERE_AND_BACK, true);
  }

  @Test
  void beginsOneSourceAnewWheneverThatIsOrderedAndCutsOver() {
    explore(1, 0, RESTARTED, false);
  }

  @Test
  void beginsOneSourceAnewWhateverFailsOnce() {
    explore(1, 1, RESTARTED, false);
  }

  @Test
  void beginsOneSourceAnewBehindARollback() {
    explore(2, 0, EnumSet.of(Choice.RESTART, Choice.CUTOVER, Choice.ROLLBACK), false);
  }

  private static void explore(int runs, int faults, Set<Choice> ordered, boolean losing) {
    Instant start = Instant.now();
    Exploration exploration = new Exploration(runs, faults, ordered, losing);
    exploration.run();
    System.out.printf(
        "explored: runs=%d faults=%d states=%d transitions=%d millis=%d%n",
        runs,
        faults,
        exploration.states().size(),
        exploration.transitions(),
        Duration.between(start, Instant.now()).toMillis());
    // It is worth nothing where the gate lets no cutover begin.
    assertThat(exploration.records().reached(Switched.class)).as("a cutover was done").isTrue();
    assertThat(exploration.records().switchedBehindARestart())
        .as("a cutover was done behind a restart")
        .isEqualTo(ordered.contains(Choice.RESTART));
    assertThat(new DeadEnds(exploration).first().stream()).as(() -> dead(exploration)).isEmpty();
  }

  private static String dead(Exploration exploration) {
    return new DeadEnds(exploration)
        .first().stream().mapToObj(new Trace(exploration)::to).findFirst().orElse("");
  }
}
