package io.tributary.orchestrator.values;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;

/** Why the values of rows that differ cannot be shown. */
public enum RowValuesError implements ErrorCode {
  NO_VALIDATOR(
      ErrorFact.lasting(
              "TRB-REPAIR-VALUES-NO-VALIDATOR",
              ErrorType.USER,
              "The orchestrator is not told where the validator answers, or only at an address to"
                  + " which the token would go readably.",
              "Set tributary.orchestrator.validator-urls to https addresses or to loopback ones.")
          .answeredWith(409)),
  UNANSWERED(
      ErrorFact.passing(
              "TRB-REPAIR-VALUES-UNANSWERED",
              ErrorType.EXTERNAL,
              "No validator answers that watches the migration.",
              "Check that validator-service is running, and"
                  + " tributary.orchestrator.validator-urls.")
          .answeredWith(503));

  private final ErrorFact fact;

  RowValuesError(ErrorFact fact) {
    this.fact = fact;
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
