package io.tributary.cdc.apply.repair;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.ErrorType;
import io.tributary.common.model.StreamId;
import java.util.Map;

/** Why rows are left by a repair, and what its outcome cannot say otherwise. */
public enum RepairError implements ErrorCode {
  NO_KEY(
      ErrorFact.lasting(
          "TRB-REPAIR-NO-KEY",
          ErrorType.USER,
          "Rows of the table cannot be named by a key that says which row of the source they are.",
          "Type `./tributary restart NAME --source SOURCE --table TABLE`, which replaces all rows of the table.")),
  KEY_CUT(
      ErrorFact.lasting(
          "TRB-REPAIR-KEY-TOO-LONG",
          ErrorType.USER,
          "A key is longer than verdicts show it, so that it does not name the row.",
          "Type `./tributary restart NAME --source SOURCE --table TABLE`, which replaces all rows of the table.")),
  TABLE_GONE(
      ErrorFact.lasting(
          "TRB-REPAIR-TABLE-GONE",
          ErrorType.USER,
          "The table is not at the source, or does not move.",
          "Let the validator compare again and look at its verdicts.")),
  UNSETTLED(
      ErrorFact.passing(
          "TRB-REPAIR-UNSETTLED",
          ErrorType.EXTERNAL,
          "Rows changed, or transactions on their table stayed open, as often as they were looked at.",
          "Type `./tributary repair NAME --source SOURCE` again when fewer writers touch these rows, or when the open transactions have ended; or `./tributary restart NAME --source SOURCE --table TABLE`, which waits for no row to rest.")),
  REFUSED(
      ErrorFact.lasting(
          "TRB-REPAIR-REFUSED",
          ErrorType.USER,
          "The target does not take a row as the source has it.",
          "Mend what refuses it: another row that has its unique value, or a rule that only the target has; then type `./tributary repair NAME --source SOURCE` again.")),
  DEAD_LETTERS(
      ErrorFact.lasting(
          "TRB-REPAIR-DEAD-LETTERS",
          ErrorType.USER,
          "Changes of the source wait as dead letters, and would be applied over repaired rows.",
          "Type `./tributary replay NAME`, or discard them; then type `./tributary repair NAME --source SOURCE` again.")),
  TARGET_OPEN(
      ErrorFact.lasting(
          "TRB-REPAIR-TARGET-OPEN",
          ErrorType.USER,
          "The target is open to its application, whose rows are not overwritten.",
          "Nothing is to be repaired behind a cutover.")),
  SOURCE_FAILED(
      ErrorFact.passing(
          "TRB-REPAIR-SOURCE-FAILED",
          ErrorType.EXTERNAL,
          "The source could not be read for the repair.",
          "Mend what the message names, and type `./tributary repair NAME --source SOURCE` again.")),
  BEGINS_ANEW(
      ErrorFact.lasting(
          "TRB-REPAIR-TABLE-BEGINS-ANEW",
          ErrorType.USER,
          "The table begins anew with all of its rows.",
          "Wait until `./tributary status NAME` says that it is done; the validator then compares it.")),
  NOT_THIS_WAY(
      ErrorFact.lasting(
          "TRB-REPAIR-NOT-THIS-WAY",
          ErrorType.USER,
          "Rows of this stream are not repaired.",
          "Change each row at the side that is written to in a way that changes nothing, which sends it again.")),
  AGAIN(
      ErrorFact.lasting(
          "TRB-REPAIR-ROW-DIFFERS-AGAIN",
          ErrorType.INTERNAL,
          "A row that was repaired differs once more.",
          "Find what changes it before you cut over: somebody who writes into the target, a trigger or rule there, or a fault of Tributary, of which a repair is no cure."));

  private final ErrorFact fact;

  RepairError(ErrorFact fact) {
    this.fact = fact;
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }

  /** The error at one table of a source. */
  public ErrorReport at(StreamId stream, String table, String message) {
    return ErrorReport.of(this, message, Map.of("source", stream.source(), "table", table));
  }

  /** The error of a whole source. */
  public ErrorReport of(StreamId stream, String message) {
    return ErrorReport.of(this, message, Map.of("source", stream.source()));
  }
}
