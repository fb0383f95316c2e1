package io.tributary.cdc.copy;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;

/** What can be wrong with the copy of a source. */
public enum CopyError implements ErrorCode {
  SNAPSHOT_GONE(
      ErrorFact.passing(
          "TRB-COPY-SNAPSHOT-GONE",
          ErrorType.EXTERNAL,
          "The source no longer holds what it held where the stream begins.",
          "Nothing: the copy goes on by itself, or begins again where it has to.")),
  OTHER_INSTANCE(
      ErrorFact.passing(
          "TRB-COPY-OTHER-INSTANCE",
          ErrorType.INTERNAL,
          "Another instance has begun the copy anew, or is copying.",
          "Nothing: the instance that looks after the source by now goes on.")),
  SOURCE_REFUSED(
      ErrorFact.passing(
          "TRB-COPY-SOURCE-REFUSED",
          ErrorType.EXTERNAL,
          "The source does not give the rows of a table, or the table is gone.",
          "Mend the cause at the source, or exclude the table.")),
  TARGET_REFUSED(
      ErrorFact.lasting(
          "TRB-COPY-TARGET-REFUSED",
          ErrorType.USER,
          "The target refuses a row of the first copy.",
          "Mend the cause in the target or in the row and resume the migration; or start it anew with initial-copy: stream, which sets such rows aside.")),
  ROW_TOO_LARGE(
      ErrorFact.lasting(
          "TRB-COPY-ROW-TOO-LARGE",
          ErrorType.USER,
          "A row is larger than a change event may be.",
          "Make the row smaller at the source, or exclude the table, and resume the migration."));

  private final ErrorFact fact;

  CopyError(ErrorFact fact) {
    this.fact = fact;
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
