package io.tributary.orchestrator.evidence;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.RollbackFollowUp;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.observed.MigrationObservations;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Something at the side that is open now that was not done when the change of sides had ended, and
 * kept nothing from going on.
 *
 * @param stream the stream that goes to that side
 * @param code the stable code
 * @param what what is not done, and what to do about it; no value of a row
 */
public record LeftToDo(String stream, String code, String what) {
  /** What the opening leaves for afterwards; other warnings are about the streams, and pass. */
  private static final Set<String> CODES = Set.of("TRB-SCHEMA-VIEWS-STALE");

  /** As preflight has said it already. */
  private static final String NOT_TOLD = PreflightCode.SQLITE_WAY_BACK.code();

  /**
   * Of all streams of a change, by what was last reported of them, and of a rollback by what was
   * found when the target was prepared.
   *
   * @param followUps by source
   */
  static List<LeftToDo> of(
      Migration plan,
      CutoverRun run,
      MigrationObservations observations,
      Map<String, List<RollbackFollowUp>> followUps) {
    return plan.streams(run.direction()).stream()
        .flatMap(
            stream ->
                Stream.concat(
                    observations.source(stream).stream().flatMap(LeftToDo::warned),
                    home(new StreamId(plan.name(), stream), followUps)))
        .toList();
  }

  private static Stream<LeftToDo> warned(SourceObserved seen) {
    return seen.problems().warnings().stream()
        .filter(warning -> CODES.contains(warning.code()))
        .map(warning -> of(seen.id(), warning));
  }

  private static Stream<LeftToDo> home(
      StreamId stream, Map<String, List<RollbackFollowUp>> followUps) {
    return stream.goesBack()
        ? followUps.getOrDefault(stream.opposite().source(), List.of()).stream()
            .map(left -> new LeftToDo(stream.source(), NOT_TOLD, left.what()))
        : Stream.empty();
  }

  private static LeftToDo of(StreamId stream, ErrorReport warning) {
    return new LeftToDo(
        stream.source(),
        warning.code(),
        warning.fields().getOrDefault(ErrorReport.SAID, warning.message()));
  }
}
