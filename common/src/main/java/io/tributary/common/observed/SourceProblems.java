package io.tributary.common.observed;

import io.tributary.common.error.ErrorReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a source.
 *
 * @param error why it stopped or what it is waiting for, null when all is well
 * @param warnings what somebody should look at, and what stops nothing
 */
public record SourceProblems(@Nullable ErrorReport error, List<ErrorReport> warnings) {

  /** The list may be absent in JSON. */
  public SourceProblems(@Nullable ErrorReport error, @Nullable List<ErrorReport> warnings) {
    this.error = error;
    this.warnings = warnings == null ? List.of() : List.copyOf(warnings);
  }

  /** An error, or null for none, and no warning. */
  public static SourceProblems of(@Nullable ErrorReport error) {
    return new SourceProblems(error, List.of());
  }
}
