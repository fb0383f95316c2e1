package io.tributary.orchestrator.switching;

import io.tributary.common.error.ErrorReport;
import java.util.Optional;

/**
 * How an action ended.
 *
 * @param failure empty when it did its work
 * @param output the end of what it printed, secrets masked
 */
record SwitchOutcome(Optional<ErrorReport> failure, String output) {
  static final SwitchOutcome SILENT = succeeded("");

  static SwitchOutcome succeeded(String output) {
    return new SwitchOutcome(Optional.empty(), output);
  }

  static SwitchOutcome failed(ErrorReport why, String output) {
    return new SwitchOutcome(Optional.of(why), output);
  }
}
