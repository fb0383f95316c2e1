package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.ErrorType;
import io.tributary.common.event.AuditEntry;
import io.tributary.common.event.CloudEvent;
import io.tributary.common.event.CutoverStep;
import io.tributary.common.event.Requester;
import io.tributary.common.event.SourceProgress;
import io.tributary.common.json.Json;
import io.tributary.common.model.Direction;
import io.tributary.common.observed.AppliedTotals;
import io.tributary.common.observed.SnapshotProgress;
import io.tributary.common.observed.SourceBacklog;
import io.tributary.common.observed.SourcePhase;
import io.tributary.common.observed.StreamLag;
import io.tributary.common.observed.StreamProgress;
import io.tributary.common.observed.TableCopyProgress;
import io.tributary.common.quarantine.QuarantineContent;
import io.tributary.common.topic.TopicNames;
import io.tributary.common.verdict.BlindSpot;
import io.tributary.common.verdict.ComparedTable;
import io.tributary.common.verdict.ComparisonTime;
import io.tributary.common.verdict.NearestNeighbours;
import io.tributary.common.verdict.RowCounts;
import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.RowFindings;
import io.tributary.common.verdict.TableDigests;
import io.tributary.common.verdict.TableVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Events as the services write them fit the published description, and it fits its examples. */
class AsyncApiTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");

  private final JsonSchemas schemas = new JsonSchemas();

  @Test
  void everyVerdictFits() {
    for (TableVerdict.Verdict verdict : TableVerdict.Verdict.values()) {
      for (TableVerdict.Scope scope : TableVerdict.Scope.values()) {
        for (String digest : new String[] {null, "0123456789abcdef0123456789abcdef"}) {
          List<RowDifference> differences =
              List.of(
                  new RowDifference(Map.of("id", "1"), RowDifference.Kind.CHANGED, List.of("name")),
                  new RowDifference(
                      Map.of("id", "2"), RowDifference.Kind.MISSING_IN_TARGET, List.of()),
                  new RowDifference(
                      Map.of("id", "4"),
                      RowDifference.Kind.MISSING_IN_TARGET,
                      List.of("name"),
                      "NOT_UNICODE: half a pair"),
                  new RowDifference(
                      Map.of("id", "3"), RowDifference.Kind.EXTRA_IN_TARGET, List.of()));
          TableVerdict payload =
              new TableVerdict(
                  new ComparedTable("m", "s", "public.t", "app.t"),
                  new RowCounts(-1, 3, 0),
                  verdict,
                  7,
                  digest == null ? TableDigests.NONE : new TableDigests(digest, digest),
                  new RowFindings(differences, 3, 0),
                  scope,
                  ComparisonTime.ofAllRows(NOW, 12),
                  Stream.of(BlindSpot.Kind.values())
                      .map(kind -> new BlindSpot(kind, List.of("name")))
                      .toList(),
                  new NearestNeighbours(
                      "cosine",
                      20,
                      10,
                      7,
                      1,
                      digest == null ? null : "t_embedding_idx",
                      digest == null ? null : 0.995));
          assertFits("tableVerdict", CloudEvent.VALIDATION_TABLE, payload);
        }
      }
    }
  }

  @Test
  void everyProgressFits() {
    for (SourcePhase phase : SourcePhase.values()) {
      for (StreamProgress stream : List.of(StreamProgress.none(), moving())) {
        assertFits(
            "sourceProgress",
            CloudEvent.PROGRESS_SOURCE,
            new SourceProgress("m", "s", phase, stream));
      }
    }
  }

  /** A stream of which everything is known. */
  private static StreamProgress moving() {
    OptionalLong known = OptionalLong.of(7);
    return new StreamProgress(
        1,
        2,
        new SnapshotProgress(
            3, known, List.of(new TableCopyProgress("s.t", 4, 5, known, known)), known),
        new AppliedTotals(6, 7, 8),
        new StreamLag(known, 9, 10),
        new SourceBacklog(known, known, known),
        new QuarantineContent(11, 12, List.of("s.t/1")));
  }

  @Test
  void everyCutoverStepFits() {
    for (CutoverStep.Step step : CutoverStep.Step.values()) {
      for (CutoverStep.Outcome outcome : CutoverStep.Outcome.values()) {
        ErrorReport error =
            outcome == CutoverStep.Outcome.FAILED
                ? new ErrorReport("TRB-X", ErrorType.EXTERNAL, true, "why", Map.of("source", "s"))
                : null;
        assertFits(
            "cutoverStep",
            CloudEvent.CUTOVER_STEP,
            new CutoverStep("m", "c-1", Direction.BACK, step, outcome, 5, error));
      }
    }
  }

  @Test
  void everyAuditEntryFits() {
    for (AuditEntry.Outcome outcome : AuditEntry.Outcome.values()) {
      for (String digest : new String[] {null, "0123456789abcdef".repeat(4)}) {
        assertFits(
            "auditEntry",
            CloudEvent.AUDIT_ENTRY,
            new AuditEntry(
                "m",
                "create",
                new Requester("n", List.of("author"), "127.0.0.1", "r-1"),
                digest,
                outcome,
                outcome == AuditEntry.Outcome.REFUSED ? "TRB-X" : null,
                digest == null ? List.of() : List.of("environment variable PW")));
      }
    }
  }

  @Test
  void refusesWhatIsNotDescribed() {
    CloudEvent<?> event =
        CloudEvent.of(
            "1",
            "/tributary/cdc-service",
            CloudEvent.PROGRESS_SOURCE,
            "m/s",
            NOW,
            new SourceProgress("m", "s", SourcePhase.NEW, StreamProgress.none()));
    for (String missing : List.of("id", "source", "type", "subject", "time", "data")) {
      ObjectNode json = Json.mapper().valueToTree(event);
      json.remove(missing);
      assertThat(schemas.problems("sourceProgress", json)).as(missing).isNotEmpty();
    }
    ObjectNode json = Json.mapper().valueToTree(event);
    ((ObjectNode) json.get("data")).put("phase", "DREAMING");
    assertThat(schemas.problems("sourceProgress", json)).isNotEmpty();
    assertThat(schemas.problems("cutoverStep", Json.mapper().valueToTree(event))).isNotEmpty();
  }

  @Test
  void examplesFitTheirSchemas() {
    for (String message : List.of("tableVerdict", "sourceProgress", "cutoverStep", "auditEntry")) {
      int examples = 0;
      for (JsonNode example : schemas.examples(message)) {
        assertThat(schemas.problems(message, example.get("payload"))).isEmpty();
        examples++;
      }
      assertThat(examples).as(message).isPositive();
    }
  }

  @Test
  void addressesAreTheTopicsOfTheDefaultPrefix() {
    TopicNames names = new TopicNames("tributary");
    assertThat(schemas.document().at("/channels/validation/address").asText())
        .isEqualTo(names.validation());
    assertThat(schemas.document().at("/channels/progress/address").asText())
        .isEqualTo(names.progress());
    assertThat(schemas.document().at("/channels/cutover/address").asText())
        .isEqualTo(names.cutover());
    assertThat(schemas.document().at("/channels/audit/address").asText()).isEqualTo(names.audit());
  }

  private void assertFits(String message, String type, Object payload) {
    CloudEvent<Object> event =
        CloudEvent.of("e-1", "/tributary/validator-service", type, "m/s", NOW, payload);
    JsonNode json = Json.mapper().valueToTree(event);
    assertThat(schemas.problems(message, json)).as(json.toString()).isEmpty();
  }
}
