package io.tributary.common.change;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;

/** What can be wrong with a record of a change topic. */
public enum ChangeError implements ErrorCode {
  MALFORMED(
      ErrorFact.lasting(
          "TRB-CHANGE-MALFORMED",
          ErrorType.INTERNAL,
          "The record is not a change event as the connector writes them.",
          "Check which connector and converter wrote the record; nothing but Tributary's connectors may write to the topic."));

  private final ErrorFact fact;

  ChangeError(ErrorFact fact) {
    this.fact = fact;
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
