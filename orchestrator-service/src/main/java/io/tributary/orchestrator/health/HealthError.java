package io.tributary.orchestrator.health;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;

/** Errors that only the orchestrator sees: a source without report, a connector that stands. */
public enum HealthError implements ErrorCode {
  UNREPORTED(
      ErrorFact.passing(
          "TRB-SOURCE-UNREPORTED",
          ErrorType.EXTERNAL,
          "No report of a source has come from cdc-service for a while.",
          "Check that cdc-service is running and that the clocks of the machines agree.")),
  CONNECTOR(
      ErrorFact.passing(
          "TRB-SOURCE-CONNECTOR",
          ErrorType.EXTERNAL,
          "The connector of a source does not run.",
          "Resume the connector where somebody has paused it; it is restarted by itself otherwise. See the log of the Connect worker when it goes on."));

  private final ErrorFact fact;

  HealthError(ErrorFact fact) {
    this.fact = fact;
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
