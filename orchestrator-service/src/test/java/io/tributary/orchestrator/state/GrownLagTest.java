package io.tributary.orchestrator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.model.Direction;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.orchestrator.Sightings;
import io.tributary.orchestrator.observed.MigrationObservations;
import io.tributary.orchestrator.order.StateError;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is written after cdc-service has caught up, while the validator still rehearses, is not
 * applied behind the fence, where applications would wait for it.
 */
class GrownLagTest extends RollbackBench {
  private static final String CUTOVER = "c";

  @ParameterizedTest
  @EnumSource(Direction.class)
  void fencesNothingUntilABurstBehindTheCatchUpIsApplied(Direction way) {
    // given: cdc-service has caught up, and the validator goes on comparing
    rehearsing(way);
    tick(caughtUp(way, T0));
    assertDesired(MigrationGoal.REHEARSE, way);

    // when a burst is written, and the validator ends
    tick(compared(way, 5_000));
    // then
    assertDesired(MigrationGoal.REHEARSE, way);

    // when the source cannot be asked; then
    tick(compared(way, -1));
    assertDesired(MigrationGoal.REHEARSE, way);

    // when it is as far behind as at most; then
    tick(compared(way, 1_000));
    assertDesired(MigrationGoal.REHEARSE, way);

    // when
    tick(compared(way, 999));
    // then
    assertDesired(MigrationGoal.FENCE, way);
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void waitsForNoNewerReportThanOneOfTheRehearsal(Direction way) {
    // given
    rehearsing(way);
    Instant now = T0.plusMillis(1_020);

    // when the last report was made before the validator has ended
    tick(compared(way, now, caughtUp(way, T0)), now);

    // then
    assertDesired(MigrationGoal.FENCE, way);
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void fencesNothingWhileNobodyReportsTheLag(Direction way) {
    // given
    rehearsing(way);
    Instant now = T0.plusSeconds(16);

    // when; then
    tick(compared(way, now, caughtUp(way, T0)), now);
    assertDesired(MigrationGoal.REHEARSE, way);

    // when; then
    tick(compared(way, now, caughtUp(way, now)), now);
    assertDesired(MigrationGoal.FENCE, way);
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void saysAtTheDeadlineWhichSourceLagsAndByHowMuch(Direction way) {
    // given
    rehearsing(way);

    // when
    Instant deadline = T0.plusSeconds(74);
    Sightings seen = new Sightings("shop", record.generation(), deadline);
    tick(compared(way, deadline, seen.lagging(stream(way), 5_000)), deadline);

    // then
    assertThat(record.state()).isInstanceOf(Undoing.class);
    assertThat(record.state().problem().orElseThrow())
        .satisfies(
            error -> {
              assertThat(error.code()).isEqualTo(StateError.GATE_CLOSED.code());
              assertThat(error.message())
                  .isEqualTo(
                      "Nothing was fenced, because at the end of the rehearsal applications would"
                          + " have had to wait for changes that are not applied yet. Source %s"
                              .formatted(stream(way))
                          + " lags 5000 ms; the limit is 1000 ms (cutover.max-lag-millis). Wait"
                          + " until it has caught up. Then order again.");
            });
  }

  private void rehearsing(Direction way) {
    switch (way) {
      case OUT -> rehearsingTheCutover();
      case BACK -> order(streaming());
    }
    assertDesired(MigrationGoal.REHEARSE, way);
  }

  private static String stream(Direction way) {
    return way == Direction.OUT ? "a" : "a.back";
  }

  /** The stream with a lag that is reported now, while everything else is as it has to be. */
  private MigrationObservations compared(Direction way, long lagMillis) {
    return compared(way, T0, see().lagging(stream(way), lagMillis));
  }

  private MigrationObservations caughtUp(Direction way, Instant at) {
    Sightings seen = new Sightings("shop", record.generation(), at);
    return others(way, at).with(seen.lagging(stream(way), 0));
  }

  private MigrationObservations compared(
      Direction way, Instant now, MigrationObservations reported) {
    return compared(way, now, reported.source(stream(way)).orElseThrow());
  }

  private MigrationObservations compared(Direction way, Instant now, SourceObserved reported) {
    String id = way == Direction.OUT ? CUTOVER : ID;
    Sightings seen = new Sightings("shop", record.generation(), now);
    return others(way, now).with(reported).with(seen.rehearsed(stream(way), id));
  }

  private MigrationObservations others(Direction way, Instant now) {
    Sightings seen = new Sightings("shop", record.generation(), now);
    return MigrationObservations.none()
        .with(seen.lagging(stream(way == Direction.OUT ? Direction.BACK : Direction.OUT), 0))
        .with(seen.validation(stream(way), null, Verdict.EQUAL));
  }
}
