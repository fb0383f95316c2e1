package io.tributary.orchestrator.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.event.BlindSpot;
import io.tributary.common.event.TableVerdict;
import io.tributary.common.event.TableVerdict.Verdict;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.SourcePhase;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.Sightings;
import io.tributary.orchestrator.gate.Finding.Check;
import io.tributary.orchestrator.observed.Observations;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final Sightings SEE = new Sightings("shop", 3, NOW);
  private static final Observations GOOD =
      Observations.none()
          .with(SEE.streaming("a"))
          .with(SEE.streaming("b"))
          .with(SEE.validation("a", null, Verdict.EQUAL))
          .with(SEE.validation("b", null, Verdict.EQUAL));

  @Test
  void isOpenWhenEverySourceStreamsAndEveryTableIsEqual() {
    assertThat(Gate.open(gate().findings(GOOD))).isTrue();
  }

  @Test
  void isClosedWhenNothingIsKnown() {
    assertThat(failed(Observations.none()))
        .extracting(Finding::check)
        .containsExactly(Check.REPORTED, Check.VALIDATION, Check.REPORTED, Check.VALIDATION);
  }

  @Test
  void isClosedByOneSourceThatIsNotReady() {
    closedBy(Check.REPORTED, new Sightings("shop", 2, NOW).streaming("b"));
    closedBy(Check.REPORTED, new Sightings("shop", 3, NOW.minusSeconds(60)).streaming("b"));
    closedBy(Check.STREAMING, SEE.source("b", SourcePhase.INDEXING, false));
    closedBy(Check.STREAMING, SEE.failing("b"));
    closedBy(Check.LAG, SEE.lagging("b", 1_000, 0));
    closedBy(Check.DEAD_LETTERS, SEE.lagging("b", 0, 1));
    closedBy(Check.QUARANTINE, SEE.quarantining("b", 1));
    SourceObserved good = SEE.streaming("b");
    closedBy(
        Check.CONNECTOR,
        new SourceObserved(
            good.migration(),
            "b",
            3,
            good.phase(),
            true,
            "FAILED",
            good.stream(),
            null,
            null,
            NOW));
  }

  @Test
  void isClosedByOneTableThatIsNotKnownToBeEqual() {
    for (Verdict verdict : List.of(Verdict.DIFFERENT, Verdict.FAILED)) {
      assertThat(failed(GOOD.with(SEE.validation("b", null, verdict))))
          .singleElement()
          .satisfies(f -> assertThat(f.check()).isEqualTo(Check.VALIDATION))
          .satisfies(f -> assertThat(f.table()).isEqualTo("public.t"));
    }
  }

  @Test
  void letsATablePassWhoseOnlyDoubtAreRowsThatNeverRest() {
    // when
    List<Finding> findings =
        gate().findings(GOOD.with(SEE.validation("b", null, Verdict.UNSETTLED)));

    // then
    assertThat(Gate.open(findings)).isTrue();
    assertThat(findings)
        .filteredOn(f -> f.table() != null)
        .singleElement()
        .satisfies(f -> assertThat(f.source()).isEqualTo("b"))
        .satisfies(f -> assertThat(f.table()).isEqualTo("public.t"))
        .satisfies(f -> assertThat(f.message()).contains("UNSETTLED, 2 rows", "behind the fence"));
  }

  @Test
  void isClosedByAnUnsettledTableThatIsStaleOrWasNotSearchedThrough() {
    TableVerdict stale = SEE.table("b", Verdict.UNSETTLED, NOW.minusSeconds(301));
    TableVerdict unsearched =
        unsettled(List.of(new BlindSpot(BlindSpot.Kind.UNSEARCHED_ROWS, List.of())));

    assertThat(failed(GOOD.with(validation(1, stale)))).hasSize(1);
    assertThat(failed(GOOD.with(validation(1, unsearched)))).hasSize(1);
    assertThat(failed(GOOD.with(validation(1, unsettled(List.of()))))).isEmpty();
  }

  @Test
  void isClosedByARealDifferenceNextToAnUnsettledTable() {
    TableVerdict different = SEE.table("b", Verdict.DIFFERENT, NOW);
    ValidationObserved both =
        new ValidationObserved(
            "shop", "b", 3, null, null, 1, List.of(unsettled(List.of()), different), NOW);

    assertThat(failed(GOOD.with(both))).hasSize(1);
  }

  private static TableVerdict unsettled(List<BlindSpot> blindSpots) {
    TableVerdict v = SEE.table("b", Verdict.UNSETTLED, NOW);
    return new TableVerdict(
        v.migration(),
        v.source(),
        v.table(),
        v.target(),
        v.sourceRows(),
        v.targetRows(),
        v.quarantinedRows(),
        v.verdict(),
        v.position(),
        null,
        null,
        List.of(),
        0,
        1,
        v.scope(),
        v.comparedAt(),
        v.durationMillis(),
        blindSpots);
  }

  @Test
  void isClosedByAVerdictThatIsTooOldOrAPassThatIsNotFinished() {
    TableVerdict atLimit = SEE.table("b", Verdict.EQUAL, NOW.minusSeconds(300));
    TableVerdict beyond = SEE.table("b", Verdict.EQUAL, NOW.minusSeconds(301));

    assertThat(failed(GOOD.with(validation(1, atLimit)))).isEmpty();
    assertThat(failed(GOOD.with(validation(1, beyond)))).hasSize(1);
    assertThat(failed(GOOD.with(validation(0, atLimit)))).hasSize(1);
  }

  private static ValidationObserved validation(long passes, TableVerdict table) {
    return new ValidationObserved("shop", "b", 3, null, null, passes, List.of(table), NOW);
  }

  private static void closedBy(Check check, SourceObserved observed) {
    assertThat(failed(GOOD.with(observed)))
        .singleElement()
        .satisfies(f -> assertThat(f.check()).isEqualTo(check))
        .satisfies(f -> assertThat(f.source()).isEqualTo("b"))
        .satisfies(f -> assertThat(f.message()).contains("b"));
  }

  private static List<Finding> failed(Observations observations) {
    return gate().findings(observations).stream().filter(f -> !f.passed()).toList();
  }

  private static Gate gate() {
    return new Gate(Plans.of("shop", "a", "b"), 3, NOW);
  }
}
