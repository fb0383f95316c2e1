package io.tributary.cdc.preflight.check;

import io.tributary.checks.file.SourceCheckResult;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.plan.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was found at a source.
 *
 * @param checks every outcome
 * @param summary for the target's checks; empty when the source could not be read
 */
public record SourceFindings(List<PreflightCheck> checks, Optional<SourceSummary> summary) {

  /** The same with what was found besides. */
  public SourceFindings and(List<PreflightCheck> others) {
    List<PreflightCheck> all = new ArrayList<>(checks);
    all.addAll(others);
    return new SourceFindings(List.copyOf(all), summary);
  }

  /** What was found at a file or directory. */
  public static SourceFindings of(Source source, SourceCheckResult looked) {
    return new SourceFindings(
        looked.checks(), looked.content().map(content -> SourceSummary.of(source, content)));
  }
}
