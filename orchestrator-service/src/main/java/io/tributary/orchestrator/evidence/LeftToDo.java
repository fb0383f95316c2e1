package io.tributary.orchestrator.evidence;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.observed.MigrationObservations;
import java.util.List;
import java.util.Set;

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

  /** Of all streams of a change, by what was last reported of them. */
  static List<LeftToDo> of(Migration plan, CutoverRun run, MigrationObservations observations) {
    return plan.streams(run.direction()).stream()
        .flatMap(stream -> observations.source(stream).stream())
        .flatMap(
            seen ->
                seen.problems().warnings().stream()
                    .filter(warning -> CODES.contains(warning.code()))
                    .map(warning -> of(seen.id(), warning)))
        .toList();
  }

  private static LeftToDo of(StreamId stream, ErrorReport warning) {
    return new LeftToDo(
        stream.source(),
        warning.code(),
        warning.fields().getOrDefault(ErrorReport.SAID, warning.message()));
  }
}
