package io.tributary.local.client;

import io.tributary.common.observed.PreflightCheck;
import java.util.List;

/**
 * What the last preflight found, as the API answers it.
 *
 * @param generation in which it was ordered
 */
public record PreflightAnswer(long generation, List<PreflightCheck> checks) {
  /** The checks that came out like this. */
  public List<PreflightCheck> with(PreflightCheck.Result result) {
    return checks.stream().filter(check -> check.result() == result).toList();
  }

  /** Whether the migration may start: warnings do not count. */
  public boolean passed() {
    return with(PreflightCheck.Result.FAILED).isEmpty();
  }
}
