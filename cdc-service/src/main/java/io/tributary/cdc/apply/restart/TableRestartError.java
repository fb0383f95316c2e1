package io.tributary.cdc.apply.restart;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.ErrorType;
import io.tributary.common.model.StreamId;
import java.util.Map;

/** Why a table does not begin anew, or waits with it. */
public enum TableRestartError implements ErrorCode {
  UNKNOWN(
      ErrorFact.lasting(
          "TRB-RESTART-TABLE-UNKNOWN",
          ErrorType.USER,
          "The source has no table of that name, or it does not move.",
          "Name the table as `./tributary status NAME` does; for a table that was made since the start type `./tributary add-tables NAME --source SOURCE`.")),
  SOURCE_FAILED(
      ErrorFact.passing(
          "TRB-RESTART-TABLE-SOURCE-FAILED",
          ErrorType.EXTERNAL,
          "The rows of a table that begins anew could not be read at the source.",
          "Mend what the message names; it is tried again by itself.")),
  REFUSED(
      ErrorFact.passing(
          "TRB-RESTART-TABLE-REFUSED",
          ErrorType.USER,
          "The target does not take the rows of a table that begins anew as the source has them.",
          "Mend what refuses them, such as a rule that only the target has; it is tried again by itself.")),
  TARGET_OPEN(
      ErrorFact.lasting(
          "TRB-RESTART-TABLE-TARGET-OPEN",
          ErrorType.USER,
          "The target is open to its application, whose rows are not replaced.",
          "No table begins anew behind a cutover.")),
  NOT_THIS_WAY(
      ErrorFact.lasting(
          "TRB-RESTART-TABLE-NOT-FOR-STREAM",
          ErrorType.USER,
          "Tables of this stream do not begin anew one by one.",
          "Type `./tributary restart NAME --source SOURCE`, which begins the source with all its tables."));

  private final ErrorFact fact;

  TableRestartError(ErrorFact fact) {
    this.fact = fact;
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }

  /** The error at one table. */
  ErrorReport at(StreamId stream, String table, String message) {
    return ErrorReport.of(this, message, Map.of("source", stream.source(), "table", table));
  }
}
