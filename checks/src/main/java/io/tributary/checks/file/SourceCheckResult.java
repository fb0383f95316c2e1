package io.tributary.checks.file;

import io.tributary.common.observed.PreflightCheck;
import java.util.List;
import java.util.Optional;

/**
 * What the checks of one source said.
 *
 * @param checks every outcome, in the order in which they are shown
 * @param content what moves; empty when the source could not be read
 */
public record SourceCheckResult(List<PreflightCheck> checks, Optional<MovingContent> content) {
  /** Copies what it is given. */
  public SourceCheckResult {
    checks = List.copyOf(checks);
  }

  static SourceCheckResult unreadable(PreflightCheck check) {
    return new SourceCheckResult(List.of(check), Optional.empty());
  }
}
