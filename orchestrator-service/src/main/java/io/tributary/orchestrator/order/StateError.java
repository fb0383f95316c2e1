package io.tributary.orchestrator.order;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;

/** Why an order is refused or a cutover undone. */
public enum StateError implements ErrorCode {
  ORDER_ILLEGAL(
      ErrorFact.lasting(
              "TRB-ORDER-ILLEGAL",
              ErrorType.USER,
              "The order is not possible in this state.",
              "Order something that the message lists as possible, or wait.")
          .answeredWith(409)),
  UNCONFIRMED(
      ErrorFact.passing(
              "TRB-ORDER-UNCONFIRMED",
              ErrorType.USER,
              "The order gives something up for good, and its body does not name the migration.",
              "If that is meant, send the body that the message shows, which names the migration.")
          .answeredWith(409)),
  PREFLIGHT_FAILED(
      ErrorFact.passing(
          "TRB-START-PREFLIGHT-FAILED",
          ErrorType.USER,
          "Preflight found something that must be mended before the start.",
          "Mend what the preflight in the status names, each with its fix; then start again.")),
  GATE_CLOSED(
      ErrorFact.passing(
              "TRB-CUTOVER-GATE-CLOSED",
              ErrorType.USER,
              "Something stands in the way of the cutover; nothing was fenced.",
              "Mend what findings lists, then cut over again.")
          .answeredWith(409)),
  QUERY_UNTIMED(
      ErrorFact.passing(
          "TRB-CUTOVER-QUERY-UNTIMED",
          ErrorType.EXTERNAL,
          "A query of the migration file was not timed by the rehearsal before its time was over.",
          "Check that the validator is running, then type `./tributary rehearse NAME` again; shorten the query, or raise cutover.queries-time-limit-millis, if it is slow.")),
  BACKUP_UNTRIED(
      ErrorFact.passing(
          "TRB-CUTOVER-BACKUP-UNTRIED",
          ErrorType.EXTERNAL,
          "A rehearsal ended before it was known whether backups of the target's schemas can be restored.",
          "Look at cdc-service's log for how far it came; raise cutover.backup-check-time-limit-millis if the target is that large, and type `./tributary rehearse NAME`.")),
  REPAIR_NOTHING(
      ErrorFact.lasting(
              "TRB-REPAIR-NOTHING-CONFIRMED",
              ErrorType.USER,
              "The validator has confirmed no difference in what is to be repaired.",
              "Look at the verdicts in the status; a table that is UNSETTLED or FAILED has no confirmed row.")
          .answeredWith(409)),
  REPAIR_UNFIT(
      ErrorFact.lasting(
              "TRB-REPAIR-NOT-FOR-SOURCE",
              ErrorType.USER,
              "Rows of this kind of source are not repaired.",
              "Change each row at the source in a way that changes nothing, which sends it again.")
          .answeredWith(409)),
  REPAIR_RUNNING(
      ErrorFact.passing(
              "TRB-REPAIR-RUNNING",
              ErrorType.USER,
              "Another source of the migration is being repaired.",
              "Wait until the status shows the outcome of that repair.")
          .answeredWith(409)),
  RESTART_TABLE(
      ErrorFact.lasting(
              "TRB-RESTART-TABLE",
              ErrorType.USER,
              "A single collection of a Chroma directory is not begun anew.",
              "Type `./tributary restart NAME --source SOURCE`, which begins it with all its collections.")
          .answeredWith(409)),
  RESTART_KEEPS_ROWS(
      ErrorFact.lasting(
              "TRB-RESTART-KEEPS-ROWS",
              ErrorType.USER,
              "The source has put its rows beside others that were kept, so it cannot begin anew alone.",
              "Abort the migration, see to the rows that were kept, and start it anew.")
          .answeredWith(409)),
  ADD_TABLES_UNFIT(
      ErrorFact.lasting(
              "TRB-ADD-TABLES-NOT-FOR-SOURCE",
              ErrorType.USER,
              "New tables of this source do not join one by one.",
              "Type `./tributary restart NAME --source SOURCE`, which takes them in; collections of a Chroma directory join by themselves.")
          .answeredWith(409)),
  NOTHING_NEW(
      ErrorFact.passing(
              "TRB-ADD-TABLES-NOTHING-NEW",
              ErrorType.USER,
              "The source has no new table that should move.",
              "Nothing, or order it again a second after the table was made.")
          .answeredWith(409)),
  NOT_NEW(
      ErrorFact.passing(
              "TRB-ADD-TABLES-NOT-NEW",
              ErrorType.USER,
              "A table that should join is no new table of the source that should move.",
              "Name the table as `./tributary status NAME` does; one that moves already begins anew with `./tributary restart NAME --source SOURCE --table TABLE`.")
          .answeredWith(409)),
  NO_WAY_BACK(
      ErrorFact.passing(
              "TRB-CUTOVER-NO-WAY-BACK",
              ErrorType.USER,
              "A source does not follow the target, so that a rollback would lose what was written there since the cutover.",
              "Stay with the target. For the next migration, set way-back: replicate for each of its sources.")
          .answeredWith(409)),
  CUTOVER_RUNNING(
      ErrorFact.passing(
              "TRB-CUTOVER-RUNNING",
              ErrorType.USER,
              "Another cutover of this migration is running.",
              "Wait for the end of that cutover.")
          .answeredWith(409)),
  CUTOVER_TIME_LIMIT(
      ErrorFact.passing(
          "TRB-CUTOVER-TIME-LIMIT",
          ErrorType.EXTERNAL,
          "The cutover did not reach OPEN within its time limit and is undone.",
          "Cut over again, or raise cutover.time-limit-millis.")),
  CUTOVER_VERIFY_TOO_SLOW(
      ErrorFact.passing(
          "TRB-CUTOVER-VERIFY-TOO-SLOW",
          ErrorType.EXTERNAL,
          "What has to be compared behind the fence took longer in the rehearsal than applications may wait; nothing was fenced.",
          "Cut over when tables without key or with rows that change all the time rest, or raise cutover.time-limit-millis.")),
  CUTOVER_SOURCE_FAILED(
      ErrorFact.passing(
          "TRB-CUTOVER-SOURCE-FAILED",
          ErrorType.EXTERNAL,
          "A source reported an error during the cutover, which is undone.",
          "Mend the source's own error, whose code the message names, and cut over again.")),
  CUTOVER_NOT_EQUAL(
      ErrorFact.passing(
          "TRB-CUTOVER-NOT-EQUAL",
          ErrorType.INTERNAL,
          "Behind the fence, a table was not equal; the cutover is undone.",
          "Look at the rows that the validation names, mend them, and cut over again; the fences are lifted."));

  private final ErrorFact fact;

  StateError(ErrorFact fact) {
    this.fact = fact;
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
