package io.tributary.orchestrator.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.ErrorType;
import io.tributary.common.model.Direction;
import io.tributary.common.observed.LedgerObserved;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.SourcePhase;
import io.tributary.common.observed.TableRestartObserved;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.source.WayBack;
import io.tributary.common.verdict.BlindSpot;
import io.tributary.common.verdict.ComparisonTime;
import io.tributary.common.verdict.RowFindings;
import io.tributary.common.verdict.TableDigests;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.Sightings;
import io.tributary.orchestrator.cutover.CutoverPreview;
import io.tributary.orchestrator.gate.GateFinding.Check;
import io.tributary.orchestrator.observed.MigrationObservations;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CutoverGateTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final Sightings SEE = new Sightings("shop", 3, NOW);
  private static final MigrationObservations GOOD =
      MigrationObservations.none()
          .with(SEE.streaming("a"))
          .with(SEE.streaming("b"))
          .with(SEE.validation("a", null, Verdict.EQUAL))
          .with(SEE.validation("b", null, Verdict.EQUAL));

  @Test
  void isOpenWhenEverySourceStreamsAndEveryTableIsEqual() {
    assertThat(CutoverGate.open(gate().findings(GOOD, Direction.OUT))).isTrue();
  }

  @Test
  void isClosedWhenNothingIsKnown() {
    assertThat(failed(MigrationObservations.none()))
        .extracting(GateFinding::check)
        .containsExactly(Check.REPORTED, Check.VALIDATION, Check.REPORTED, Check.VALIDATION);
  }

  @Test
  void isClosedByOneSourceThatIsNotReady() {
    stillBy(Check.REPORTED, new Sightings("shop", 2, NOW).streaming("b"));
    stillBy(Check.REPORTED, new Sightings("shop", 3, NOW.minusSeconds(60)).streaming("b"));
    stillBy(Check.STREAMING, SEE.source("b", SourcePhase.INDEXING, false));
    stillBy(Check.STREAMING, SEE.failing("b"));
    stillBy(Check.STREAMING, SEE.source("b", SourcePhase.STOPPED, false));
    closedBy(Check.LAG, SEE.lagging("b", -1));
    closedBy(Check.LAG, SEE.lagging("b", 1_000));
    SourceObserved good = SEE.streaming("b");
    stillBy(
        Check.CONNECTOR,
        new SourceObserved(
            good.id(),
            good.standing(),
            "FAILED",
            good.stream(),
            good.answers(),
            good.problems(),
            NOW));
  }

  @Test
  void saysOfEachSourceWithoutAWayBackThatThereIsNoneAndWhy() {
    // given: one says why, one says nothing
    Migration plan = Plans.of("shop", "a", "b");
    Migration said =
        new Migration(
            plan.name(),
            plan.target(),
            List.of(
                plan.source("a").postgres().with(WayBack.none("nobody writes there")),
                plan.source("b")),
            plan.cutover(),
            plan.validation());

    // when
    List<GateFinding> findings =
        new CutoverGate(said, 3, Sightings.nothingAside("a", "b"), NOW)
            .findings(GOOD, Direction.OUT);

    // then: nothing is kept from beginning by it, and the dry run says the same
    assertThat(CutoverGate.open(findings)).isTrue();
    assertThat(findings)
        .filteredOn(found -> found.check() == Check.WAY_BACK)
        .extracting(GateFinding::message)
        .satisfiesExactly(
            a -> assertThat(a).contains("Source a has no way back", "nobody writes there"),
            b -> assertThat(b).contains("Source b has no way back", "gives no reason"));
    assertThat(CutoverPreview.of(said))
        .filteredOn(line -> line.startsWith("WAY BACK: "))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).doesNotContain("for the others"));

    // and: where only one has none, that no rollback is offered for the other one
    Migration mixed =
        new Migration(
            plan.name(),
            plan.target(),
            List.of(plan.source("a").postgres().with(WayBack.REPLICATE), plan.source("b")),
            plan.cutover(),
            plan.validation());
    assertThat(CutoverPreview.of(mixed))
        .filteredOn(line -> line.startsWith("WAY BACK: "))
        .singleElement()
        .asString()
        .contains("Source b has no way back", "No rollback of this migration is offered");
  }

  @Test
  void isClosedByASwitchActionThatCannotDoItsWork() {
    // given
    ErrorReport problem =
        new ErrorReport("TRB-SWITCH-FILE", ErrorType.USER, true, "No such file.", Map.of());
    GateLook look =
        new GateLook(
            Sightings.nothingAside("a", "b").aside(),
            List.of(
                new SwitchActionLook(1, "env-file /srv/.env", Optional.of(problem)),
                new SwitchActionLook(2, "command systemctl", Optional.empty())));

    // when
    List<GateFinding> findings =
        new CutoverGate(Plans.of("shop", "a", "b"), 3, look, NOW).findings(GOOD, Direction.OUT);

    // then
    assertThat(findings)
        .filteredOn(found -> !found.passed())
        .singleElement()
        .satisfies(found -> assertThat(found.check()).isEqualTo(Check.SWITCH))
        .satisfies(found -> assertThat(found.source()).isNull())
        .satisfies(
            found ->
                assertThat(found.message())
                    .isEqualTo("Switch action 1 (env-file /srv/.env): No such file."));
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
    List<GateFinding> findings =
        gate().findings(GOOD.with(SEE.validation("b", null, Verdict.UNSETTLED)), Direction.OUT);

    // then
    assertThat(CutoverGate.open(findings)).isTrue();
    assertThat(findings)
        .filteredOn(f -> f.table() != null)
        .singleElement()
        .satisfies(f -> assertThat(f.source()).isEqualTo("b"))
        .satisfies(f -> assertThat(f.table()).isEqualTo("public.t"))
        .satisfies(f -> assertThat(f.message()).contains("UNSETTLED, 2 rows", "behind the fence"));
  }

  @Test
  void isClosedByAnUnsettledTableThatWasNotSearchedThrough() {
    TableVerdict unsearched =
        unsettled(List.of(new BlindSpot(BlindSpot.Kind.UNSEARCHED_ROWS, List.of())));

    assertThat(failed(GOOD.with(validation(1, unsearched)))).hasSize(1);
    assertThat(failed(GOOD.with(validation(1, unsettled(List.of()))))).isEmpty();
  }

  @Test
  void isClosedByARealDifferenceNextToAnUnsettledTable() {
    TableVerdict different = SEE.table("b", Verdict.DIFFERENT, NOW);
    ValidationObserved both =
        new ValidationObserved(
            "shop",
            "b",
            3,
            null,
            null,
            1,
            LedgerObserved.NONE,
            List.of(unsettled(List.of()), different),
            NOW);

    assertThat(failed(GOOD.with(both))).hasSize(1);
  }

  private static TableVerdict unsettled(List<BlindSpot> blindSpots) {
    TableVerdict v = SEE.table("b", Verdict.UNSETTLED, NOW);
    return new TableVerdict(
        v.compared(),
        v.rows(),
        v.verdict(),
        v.position(),
        TableDigests.NONE,
        new RowFindings(List.of(), 0, 1),
        v.scope(),
        v.time(),
        blindSpots,
        v.neighbours());
  }

  @Test
  void asksForNoYoungPassUnlessTheFileDoes() {
    TableVerdict old = SEE.table("b", Verdict.EQUAL, NOW.minusSeconds(301));
    TableVerdict atLimit = SEE.table("b", Verdict.EQUAL, NOW.minusSeconds(300));

    assertThat(failed(GOOD.with(validation(1, old)))).isEmpty();
    assertThat(failedOf(300, old)).hasSize(1);
    assertThat(failedOf(300, atLimit)).isEmpty();
    assertThat(failedOf(300, SEE.table("b", Verdict.UNSETTLED, NOW.minusSeconds(301)))).hasSize(1);
  }

  @Test
  void takesNoComparisonOfChangedRowsForOneOfAllRows() {
    ComparisonTime all = ComparisonTime.ofAllRows(NOW.minusSeconds(301), 1);

    assertThat(failedOf(300, at(ComparisonTime.ofSome(NOW, 1, Optional.of(all)))))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.message())
                    .isEqualTo(
                        "public.t was last compared as a whole 301 s ago; the limit is 300 s"
                            + " (validation.scrub-within-seconds). Wait for the validator's next"
                            + " pass."));
    assertThat(failedOf(300, at(ComparisonTime.ofSome(NOW, 1, Optional.empty()))))
        .singleElement()
        .satisfies(
            finding -> assertThat(finding.message()).contains("was not compared as a whole since"));
    assertThat(failedOf(301, at(ComparisonTime.ofSome(NOW, 1, Optional.of(all))))).isEmpty();
  }

  private static TableVerdict at(ComparisonTime time) {
    TableVerdict v = SEE.table("b", Verdict.EQUAL, NOW);
    return new TableVerdict(
        v.compared(),
        v.rows(),
        v.verdict(),
        v.position(),
        v.digests(),
        v.findings(),
        TableVerdict.Scope.CHANGED_SINCE_EQUAL,
        time,
        v.blindSpots(),
        v.neighbours());
  }

  private static List<GateFinding> failedOf(long scrubWithinSeconds, TableVerdict table) {
    return new ValidationGate(OptionalLong.of(scrubWithinSeconds), NOW)
        .findings("b", Optional.of(validation(1, table))).stream()
            .filter(finding -> !finding.passed())
            .toList();
  }

  @Test
  void isClosedWhileATableBeginsAnew() {
    assertThat(failed(GOOD.with(SEE.restarting("b", TableRestartObserved.Phase.DONE)))).isEmpty();
    assertThat(failed(GOOD.with(SEE.restarting("b", TableRestartObserved.Phase.REFUSED))))
        .isEmpty();
    for (TableRestartObserved.Phase phase :
        List.of(
            TableRestartObserved.Phase.WAITING,
            TableRestartObserved.Phase.COPYING,
            TableRestartObserved.Phase.CATCHING_UP)) {
      assertThat(failed(GOOD.with(SEE.restarting("b", phase))))
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.table()).isEqualTo("public.t");
                assertThat(finding.message())
                    .isEqualTo(
                        "Table public.t of source b begins anew, and is in phase %s. Wait until it is DONE."
                            .formatted(phase));
              });
    }
  }

  @Test
  void isClosedUntilEveryTableWasComparedOnce() {
    TableVerdict equal = SEE.table("b", Verdict.EQUAL, NOW);

    assertThat(failed(GOOD.with(validation(0, equal)))).hasSize(1);
    assertThat(failed(GOOD.with(validation(0, ledger(1, 0, 0, 0), NOW, equal)))).isEmpty();
    assertThat(failed(GOOD.with(validation(1, ledger(2, 0, 0, 0), NOW, equal))))
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).contains("(1 of 2)"));
  }

  @Test
  void isClosedWhileTablesAreComparedAnewOrMoreChangedThanARehearsalCanCompare() {
    TableVerdict equal = SEE.table("b", Verdict.EQUAL, NOW);

    assertThat(failed(GOOD.with(validation(1, ledger(1, 1, 0, 0), NOW, equal)))).hasSize(1);
    assertThat(failed(GOOD.with(validation(1, ledger(1, 0, 2_000, 1_000), NOW, equal)))).isEmpty();
    assertThat(failed(GOOD.with(validation(1, ledger(1, 0, 9_000, 1_000), NOW, equal))))
        .singleElement()
        .satisfies(
            finding -> assertThat(finding.message()).contains("9000 rows").contains("about 9 s"));
  }

  @Test
  void isClosedWhenTheValidatorDoesNotReport() {
    TableVerdict equal = SEE.table("b", Verdict.EQUAL, NOW);

    assertThat(failed(GOOD.with(validation(1, LedgerObserved.NONE, NOW.minusSeconds(31), equal))))
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).contains("31 s ago"));
  }

  private static LedgerObserved ledger(int tables, int anew, long changedRows, long rate) {
    return new LedgerObserved(
        tables, tables - anew, anew, changedRows, rate, tables, tables - anew);
  }

  private static ValidationObserved validation(long passes, TableVerdict table) {
    return validation(passes, LedgerObserved.NONE, NOW, table);
  }

  private static ValidationObserved validation(
      long passes, LedgerObserved ledger, Instant at, TableVerdict... tables) {
    return new ValidationObserved("shop", "b", 3, null, null, passes, ledger, List.of(tables), at);
  }

  /** A stream that does not run: how far it is, and what was found equal, is not known then. */
  private static void stillBy(Check check, SourceObserved observed) {
    List<GateFinding> failed = failed(GOOD.with(observed));
    assertThat(failed)
        .extracting(GateFinding::check)
        .containsExactly(check, Check.LAG, Check.VALIDATION);
    assertThat(failed)
        .allSatisfy(f -> assertThat(f.source()).isEqualTo("b"))
        .filteredOn(f -> f.check() != check)
        .allSatisfy(f -> assertThat(f.message()).contains("unknown", "does not run"));
  }

  private static void closedBy(Check check, SourceObserved observed) {
    assertThat(failed(GOOD.with(observed)))
        .singleElement()
        .satisfies(f -> assertThat(f.check()).isEqualTo(check))
        .satisfies(f -> assertThat(f.source()).isEqualTo("b"))
        .satisfies(f -> assertThat(f.message()).contains("b"));
  }

  private static List<GateFinding> failed(MigrationObservations observations) {
    return gate().findings(observations, Direction.OUT).stream().filter(f -> !f.passed()).toList();
  }

  private static CutoverGate gate() {
    return new CutoverGate(Plans.of("shop", "a", "b"), 3, Sightings.nothingAside("a", "b"), NOW);
  }
}
