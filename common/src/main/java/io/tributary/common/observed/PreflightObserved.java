package io.tributary.common.observed;

import java.time.Instant;
import java.util.List;

/**
 * What preflight found for the whole migration.
 *
 * @param checks each check, passed or not
 */
public record PreflightObserved(
    String migration, long generation, List<PreflightCheck> checks, Instant at)
    implements ObservedState {

  public PreflightObserved {
    checks = List.copyOf(checks);
  }

  @Override
  public String key() {
    return migration + "/preflight/-";
  }

  /** Whether the migration may start: nothing failed (warnings do not count). */
  public boolean passed() {
    return checks.stream().noneMatch(check -> check.result() == PreflightCheck.Result.FAILED);
  }
}
