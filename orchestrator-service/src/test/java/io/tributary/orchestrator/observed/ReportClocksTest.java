package io.tributary.orchestrator.observed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.Direction;
import io.tributary.common.observed.SourcePhase;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.Sightings;
import io.tributary.orchestrator.gate.CutoverGate;
import io.tributary.orchestrator.gate.GateFinding;
import io.tributary.orchestrator.gate.GateFinding.Check;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportClocksTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final long LIMIT = 2_000;

  private ReportClocks clocks = ReportClocks.UNHEARD;

  @Test
  void oneReportFromTheFutureShowsAClockThatIsAhead() {
    cdc(0, 5_000);
    assertThat(clocks.agreements(LIMIT))
        .containsExactly(new ClockAgreement("cdc-service", 5_000, LIMIT));
    assertThat(clocks.agreements(LIMIT).get(0).holds()).isFalse();
    assertThat(clocks.agreements(LIMIT).get(0).finding()).contains("5000 ms ahead", "2000 ms");
  }

  @Test
  void aReportThatWasLongOnItsWayShowsNothing() {
    cdc(0, -9_000);
    assertThat(clocks.agreements(LIMIT)).isEmpty();
    cdc(1, -30);
    cdc(2, -7_000);
    assertThat(clocks.agreements(LIMIT))
        .containsExactly(new ClockAgreement("cdc-service", -30, LIMIT));
    assertThat(clocks.agreements(LIMIT).get(0).holds()).isTrue();
  }

  @Test
  void reportsThatAllSeemOldShowAClockThatIsBehind() {
    cdc(0, -4_200);
    cdc(1, -4_010);
    cdc(2, -4_900);
    assertThat(clocks.agreements(LIMIT)).singleElement().matches(found -> !found.holds());
    assertThat(clocks.agreements(LIMIT).get(0).finding()).contains("4010 ms behind");
  }

  @Test
  void aClockThatWasPutRightAgreesSoonAfter() {
    cdc(0, 60_000);
    for (int second = 1; second < 25; second++) {
      cdc(second, -5);
    }
    assertThat(clocks.agreements(LIMIT)).singleElement().matches(ClockAgreement::holds);
  }

  @Test
  void theValidatorsClockIsItsOwn() {
    // when
    for (int second = 0; second < 3; second++) {
      cdc(second, -5);
      Instant made = NOW.plusSeconds(second).minusMillis(4_000);
      clocks =
          clocks.heard(
              new Sightings("shop", 1, made).validation("a", null, Verdict.EQUAL),
              NOW.plusSeconds(second));
    }

    // then
    assertThat(clocks.agreements(LIMIT))
        .containsExactly(
            new ClockAgreement("cdc-service", -5, LIMIT),
            new ClockAgreement("validator-service", -4_000, LIMIT));
  }

  @Test
  void theGateNamesTheServiceWhoseClockDiffers() {
    // given
    MigrationObservations seen =
        MigrationObservations.none()
            .arriving(new Sightings("shop", 1, NOW.plusSeconds(9)).streaming("a"), NOW)
            .arriving(new Sightings("shop", 1, NOW).validation("a", null, Verdict.EQUAL), NOW);

    // when
    List<GateFinding> findings =
        new CutoverGate(Plans.of("shop", "a"), 1, Sightings.nothingAside("a"), NOW)
            .findings(seen, Direction.OUT);

    // then
    assertThat(findings)
        .filteredOn(found -> !found.passed())
        .singleElement()
        .satisfies(found -> assertThat(found.check()).isEqualTo(Check.CLOCK))
        .satisfies(found -> assertThat(found.message()).contains("cdc-service is 9000 ms ahead"));
  }

  private void cdc(int second, long ahead) {
    Instant arrived = NOW.plusSeconds(second);
    Sightings made = new Sightings("shop", 1, arrived.plusMillis(ahead));
    clocks = clocks.heard(made.source("a", SourcePhase.STREAMING, true), arrived);
  }
}
