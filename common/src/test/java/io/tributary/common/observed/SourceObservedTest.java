package io.tributary.common.observed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.ErrorType;
import io.tributary.common.json.Json;
import io.tributary.common.model.StreamId;
import io.tributary.common.quarantine.QuarantineContent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SourceObservedTest {
  private static final ErrorReport REPORT =
      new ErrorReport("TRB-TEST", ErrorType.EXTERNAL, true, "It broke.", Map.of());

  private static SourceObserved observed(StreamProgress stream, SourceProblems problems) {
    return new SourceObserved(
        new StreamId("m", "s"),
        new SourceStanding(7, SourcePhase.STREAMING, true),
        "RUNNING",
        stream,
        new SourceAnswers(
            null, new DeadLettersObserved(1, 2, 3), null, new RehearsedSteps(4, 5, 6)),
        problems,
        Instant.EPOCH);
  }

  @Test
  void comesBackAsItWasWithWhatIsUnknownLeftOut() {
    // given
    SourceObserved observed = observed(StreamProgress.none(), SourceProblems.of(null));

    // when
    byte[] json = Json.write(observed);

    // then
    assertThat(Json.read(json, ObservedState.class)).isEqualTo(observed);
    JsonNode tree = Json.read(json, JsonNode.class);
    assertThat(tree.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "observed",
            "migration",
            "source",
            "generation",
            "phase",
            "achieved",
            "unfenced",
            "connector",
            "stream",
            "deadLetters",
            "rehearsed",
            "warnings",
            "at");
    assertThat(tree.path("stream").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "position",
            "offset",
            "snapshotRows",
            "copies",
            "changes",
            "transactions",
            "bytes",
            "lagMillis",
            "lagP50Millis",
            "lagP99Millis",
            "deadLetters",
            "quarantined",
            "quarantinedNames");
  }

  @Test
  void comesBackAsItWasWithEverythingKnown() {
    // given
    OptionalLong known = OptionalLong.of(7);
    StreamProgress stream =
        new StreamProgress(
            1,
            2,
            new SnapshotProgress(
                3, known, List.of(new TableCopyProgress("s.t", 4, 5, known, known)), known),
            new AppliedTotals(6, 7, 8),
            new StreamLag(OptionalLong.empty(), 9, 10),
            new SourceBacklog(known, known, known),
            new QuarantineContent(11, 12, List.of("s.t/1")));
    SourceObserved observed = observed(stream, new SourceProblems(REPORT, List.of(REPORT)));

    // when, then
    assertThat(Json.read(Json.write(observed), ObservedState.class)).isEqualTo(observed);
  }
}
