package io.tributary.common.observed;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;

/** What cdc-service says of a way back, and for which the orchestrator refuses a rollback. */
public enum WayBackError implements ErrorCode {
  GIVEN_UP(
      ErrorFact.lasting(
              "TRB-CUTOVER-WAY-BACK-GIVEN-UP",
              ErrorType.RESOURCE,
              "The target kept more WAL for the way back of a source than the migration file allows, so the way back was given up, as the file says.",
              "Stay with the target, and complete the migration: the source has nothing that was written behind the position in the message.")
          .answeredWith(409)),
  WRITE_LOST(
      ErrorFact.lasting(
          "TRB-APPLY-WRITE-LOST",
          ErrorType.USER,
          "A row was changed on a closed side after the other side was opened, as at the source after a cutover; the change is not applied.",
          "Carry the change over to the side that is open by hand; nothing after it is watched, and no rollback begins."));

  private final ErrorFact fact;

  WayBackError(ErrorFact fact) {
    this.fact = fact;
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
