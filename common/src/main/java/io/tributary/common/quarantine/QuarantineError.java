package io.tributary.common.quarantine;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;

/** Why a target is not opened without what is kept aside from it. */
public enum QuarantineError implements ErrorCode {
  QUARANTINED(
      ErrorFact.passing(
          "TRB-CUTOVER-QUARANTINED",
          ErrorType.USER,
          "More rows are quarantined than the migration file accepts, or others.",
          "Mend the rows at the source, or accept them with cutover.accept-quarantined; see docs/quarantine.")),
  DEAD_LETTERS(
      ErrorFact.passing(
          "TRB-CUTOVER-DEAD-LETTERS",
          ErrorType.USER,
          "The target has refused changes, which are kept as dead letters.",
          "Mend the cause and type `./tributary replay NAME`, or discard the dead letters; then cut over again."));

  private final ErrorFact fact;

  QuarantineError(ErrorFact fact) {
    this.fact = fact;
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
