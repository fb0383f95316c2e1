package io.tributary.orchestrator.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.ErrorType;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.event.Requester;
import io.tributary.common.evidence.CanonicalJson;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.observed.SourcePhase;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.RollbackFollowUp;
import io.tributary.common.quarantine.QuarantineContent;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.Sightings;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.observed.MigrationObservations;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvidenceReportTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Sightings SEE = new Sightings("shop", 7, NOW);
  private static final Requester ALICE =
      new Requester("alice", List.of("operator"), "10.0.0.7", "r-1");
  private static final ComponentVersions VERSIONS = new ComponentVersions("1", "17", "15.2");

  private final Migration plan = Plans.returning(Plans.of("shop", "shop", "stock"));

  @Test
  void saysOfACutoverWhatWasVerifiedWhoOrderedItAndHowTheApplicationsConnect() {
    JsonNode report = report(run("c-1"), "c-1");

    assertThat(report.at("/change/direction").asText()).isEqualTo("cutover");
    assertThat(report.at("/change/orderedBy/principal").asText()).isEqualTo("alice");
    assertThat(report.at("/change/endedAt").asText()).isEqualTo("2026-01-02T03:04:14Z");
    assertThat(report.at("/change/steps").findValuesAsText("step"))
        .containsExactly("GATE", "REHEARSE", "FENCE", "OPEN", "SWITCH", "DONE");
    assertThat(report.at("/streams").findValuesAsText("stream")).containsExactly("shop", "stock");
    JsonNode table = report.at("/streams/0/tables/0");
    assertThat(table.path("table").asText()).isEqualTo("public.t");
    assertThat(table.path("sourceRows").asInt()).isEqualTo(5);
    assertThat(table.path("targetRows").asInt()).isEqualTo(5);
    assertThat(table.path("sourceDigest").asText()).isEqualTo("aa");
    assertThat(table.path("position").asInt()).isEqualTo(42);
    assertThat(report.at("/streams/0/fence/position").asInt()).isEqualTo(42);
    assertThat(report.at("/applications/0/schema").asText()).isEqualTo("shop");
    assertThat(report.at("/applications/0/role").asText()).isEqualTo("shop");
    assertThat(report.at("/applications/1/schema").asText()).isEqualTo("stock");
    assertThat(report.at("/checklist/0/what").asText()).startsWith("Order complete");
    assertThat(report.at("/versions/target").asText()).isEqualTo("15.2");
  }

  @Test
  void saysOfARollbackThatTheApplicationsAreBackAndTakesNothingOutOfService() {
    CutoverRun cutover = run("c-1");
    JsonNode report = report(run("r-1").takingBack(cutover), "r-1");

    assertThat(report.at("/change/direction").asText()).isEqualTo("rollback");
    assertThat(report.at("/change/takesBack").asText()).isEqualTo("c-1");
    assertThat(report.at("/streams").findValuesAsText("stream"))
        .containsExactly("shop.back", "stock.back");
    assertThat(report.at("/streams/1/source").asText()).isEqualTo("stock");
    assertThat(report.at("/applications/0/database").asText()).isEqualTo("nowhere");
    assertThat(report.at("/applications/0/schema").asText()).isEqualTo("public");
    assertThat(report.at("/applications/0/role").isMissingNode()).isTrue();
    assertThat(report.at("/checklist")).isEmpty();
  }

  @Test
  void saysOfWhichSourcesThereIsNoWayBack() {
    // given
    Migration without = Plans.of("shop", "shop");

    // when
    EvidenceReport report =
        EvidenceReport.of(
            without, run("c-1"), "[]", MigrationObservations.none(), Map.of(), VERSIONS);

    // then
    assertThat(report.withoutWayBack())
        .singleElement()
        .satisfies(one -> assertThat(one.source()).isEqualTo("shop"))
        .satisfies(one -> assertThat(one.why()).contains("Source shop has no way back"));
    assertThat(report(run("c-1"), "c-1").at("/withoutWayBack")).isEmpty();
  }

  @Test
  void countsNothingThatWasVerifiedForAnotherCutover() {
    assertThat(report(run("c-2"), "c-1").at("/streams")).isEmpty();
  }

  @Test
  void saysWhatWasCountedBehindTheFenceAndNotWhatTheStreamLastKnew() {
    // given: statuses that know of nothing aside, and counts behind the fences of both directions
    QuarantineContent counted = new QuarantineContent(2, 3, List.of("public.t/secret"));
    MigrationObservations seen = MigrationObservations.none();
    for (String stream : plan.streams()) {
      FenceObserved fence = new FenceObserved("c-1", 42, true, NOW, 0, counted);
      seen =
          seen.with(SEE.validation(stream, "c-1", Verdict.EQUAL))
              .with(SEE.source(stream, SourcePhase.DRAINED, true, fence, null));
    }
    CutoverRun run = run("c-1");
    for (CutoverRun each : List.of(run, run.takingBack(run))) {
      // when
      String kept = EvidenceReport.verified(plan, each, seen);
      JsonNode streams =
          CanonicalJson.read(
                  EvidenceReport.of(plan, each, kept, seen, Map.of(), VERSIONS).canonical())
              .at("/streams");

      // then
      assertThat(streams.findValuesAsText("deadLetters")).containsExactly("2", "2");
      assertThat(streams.findValuesAsText("quarantinedRows")).startsWith("3").contains("3");
      assertThat(kept).as("keys of rows").doesNotContain("secret");
    }
  }

  @Test
  void saysNoNumberThatNobodyHasCounted() {
    MigrationObservations seen = MigrationObservations.none();
    for (String stream : plan.streams()) {
      FenceObserved uncounted = new FenceObserved("c-1", 42, true, NOW, 0);
      seen =
          seen.with(SEE.validation(stream, "c-1", Verdict.EQUAL))
              .with(SEE.source(stream, SourcePhase.DRAINED, true, uncounted, null));
    }

    String kept = EvidenceReport.verified(plan, run("c-1"), seen);

    assertThat(CanonicalJson.read(kept).at("/0/deadLetters").isMissingNode()).isTrue();
    assertThat(CanonicalJson.read(kept).at("/0/quarantinedRows").isMissingNode()).isTrue();
  }

  @Test
  void saysWhichViewsWereNotRefreshedAndNoValueOfARow() {
    // given warnings of both directions, of which one is about something else
    ErrorReport stale =
        new ErrorReport(
            "TRB-SCHEMA-VIEWS-STALE",
            ErrorType.USER,
            true,
            "`REFRESH MATERIALIZED VIEW public.divided;` said: secret.",
            Map.of(ErrorReport.SAID, "Run `REFRESH MATERIALIZED VIEW public.divided;`."));
    ErrorReport other =
        new ErrorReport("TRB-TEST", ErrorType.USER, true, "Something else.", Map.of());
    MigrationObservations seen =
        MigrationObservations.none()
            .with(SEE.warning("shop.back", stale, other))
            .with(SEE.warning("stock", stale));
    CutoverRun cutover = run("c-1");

    // when
    String rollback =
        EvidenceReport.of(plan, run("r-1").takingBack(cutover), "[]", seen, Map.of(), VERSIONS)
            .canonical();

    // then
    JsonNode left = CanonicalJson.read(rollback).at("/leftToDo");
    assertThat(left).hasSize(1);
    assertThat(left.at("/0/stream").asText()).isEqualTo("shop.back");
    assertThat(left.at("/0/code").asText()).isEqualTo("TRB-SCHEMA-VIEWS-STALE");
    assertThat(left.at("/0/what").asText())
        .isEqualTo("Run `REFRESH MATERIALIZED VIEW public.divided;`.");
    assertThat(rollback).doesNotContain("secret");
    assertThat(report(cutover, "c-1").at("/leftToDo")).isEmpty();
  }

  @Test
  void saysWhatSomebodyHasToDoInTheFileAfterARollback() {
    // given what was found when the target was prepared
    String what = "note_fts cannot come back. Run `INSERT INTO ...`.";
    Map<String, List<RollbackFollowUp>> followUps =
        Map.of(
            "shop", List.of(new RollbackFollowUp("note_fts", what)),
            "stock", List.of(),
            "another", List.of(new RollbackFollowUp("other", "Nothing.")));
    CutoverRun cutover = run("c-1");
    MigrationObservations none = MigrationObservations.none();

    // when
    List<LeftToDo> left =
        EvidenceReport.of(plan, run("r-1").takingBack(cutover), "[]", none, followUps, VERSIONS)
            .leftToDo();

    // then
    assertThat(left)
        .containsExactly(new LeftToDo("shop.back", "TRB-PREFLIGHT-SQLITE-WAY-BACK", what));
    assertThat(EvidenceReport.of(plan, cutover, "[]", none, followUps, VERSIONS).leftToDo())
        .as("the target is open")
        .isEmpty();
  }

  @Test
  void isTheSameTextForTheSameContent() {
    EvidenceReport one = of(run("c-1"), "c-1");

    assertThat(CanonicalJson.text(CanonicalJson.read(one.canonical()))).isEqualTo(one.canonical());
    assertThat(of(run("c-1"), "c-1").canonical()).isEqualTo(one.canonical());
  }

  private JsonNode report(CutoverRun run, String verifiedId) {
    return CanonicalJson.read(of(run, verifiedId).canonical());
  }

  private EvidenceReport of(CutoverRun run, String verifiedId) {
    MigrationObservations seen = MigrationObservations.none();
    for (String stream : plan.streams()) {
      seen =
          seen.with(SEE.validation(stream, verifiedId, Verdict.EQUAL))
              .with(SEE.fenced(stream, verifiedId, true));
    }
    return EvidenceReport.of(
        plan, run, EvidenceReport.verified(plan, run, seen), seen, Map.of(), VERSIONS);
  }

  private static CutoverRun run(String id) {
    return CutoverRun.begun(id, NOW, 1_000)
        .by(ALICE)
        .enterFence(NOW.plusSeconds(1), 1_000)
        .enter(Step.OPEN, NOW.plusSeconds(2))
        .enter(Step.SWITCH, NOW.plusSeconds(3))
        .done(NOW.plusSeconds(9));
  }
}
