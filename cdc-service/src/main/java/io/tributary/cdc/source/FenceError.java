package io.tributary.cdc.source;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.EmptySourceFinding;
import io.tributary.common.plan.source.Source;
import java.util.Map;

/** Why a fence could not be raised or lifted. In each case the source is as it was before. */
public enum FenceError implements ErrorCode {
  OPEN_TRANSACTIONS(
      ErrorFact.passing(
          "TRB-FENCE-OPEN-TRANSACTIONS",
          ErrorType.EXTERNAL,
          "Sessions held transactions open on the tables for longer than the migration file allows.",
          "End the transactions that the message names, raise cutover.open-transactions-wait-millis, or set cutover.open-transactions to terminate; then cut over again.")),
  TERMINATE_DENIED(
      ErrorFact.lasting(
          "TRB-FENCE-TERMINATE-DENIED",
          ErrorType.USER,
          "The blocking sessions were to be ended, but the role may not end them.",
          "Make the source's role a member of pg_signal_backend; sessions of superusers only a superuser can end.")),
  DEADLINE(
      ErrorFact.passing(
          "TRB-FENCE-DEADLINE",
          ErrorType.EXTERNAL,
          "The cutover's time limit passed before the source was fenced.",
          "Raise cutover.time-limit-millis, or end the transactions that the message names, and cut over again.")),
  FOREIGN(
      ErrorFact.lasting(
          "TRB-FENCE-FOREIGN",
          ErrorType.USER,
          "Another migration or source has fenced one of the tables.",
          "A table can move once only: remove it from one of the two migrations.")),
  SCHEMA_FOREIGN(
      ErrorFact.lasting(
          "TRB-FENCE-SCHEMA-FOREIGN",
          ErrorType.USER,
          "The schema tributary_fence of the source, or something in it, belongs to a role that is neither Tributary's nor a superuser.",
          "Drop the schema if no fence stands. After a change of Tributary's role, give the schema and what is in it to the new one.")),
  NOTHING_MOVES(
      ErrorFact.lasting(
          "TRB-FENCE-NOTHING-MOVES",
          ErrorType.USER,
          "No table of the source moves, and the file does not allow that.",
          "Abort the migration, and correct the names and patterns under the source's schemas, or say that it may be empty (empty: allowed).")),
  DENIED(
      ErrorFact.lasting(
          "TRB-FENCE-DENIED",
          ErrorType.USER,
          "The role lacks a right that the fence needs.",
          "Give the source's role CREATE on the database and ownership of the tables; preflight prints the statements.")),
  RAISED_AGAIN(
      ErrorFact.lasting(
          "TRB-FENCE-RAISED-AGAIN",
          ErrorType.INTERNAL,
          "The fence that was to be lifted is gone and another one stands: another instance of cdc-service has raised it. It is not lifted.",
          "See that only one cdc-service is active. If the source is to accept writes, type `./tributary resume NAME`: the fence that stands is lifted then.")),
  TARGET_OPEN(
      ErrorFact.lasting(
          "TRB-FENCE-TARGET-OPEN",
          ErrorType.INTERNAL,
          "The fence was to be lifted although the target is open to its application. It is not lifted.",
          "Nothing: writes go to the target, and the cutover goes on from there.")),
  SOURCE_OPEN(
      ErrorFact.passing(
          "TRB-FENCE-SOURCE-OPEN",
          ErrorType.INTERNAL,
          "The target was to be opened although its source accepts writes again. It is not opened: another instance of cdc-service has lifted the fence.",
          "See that only one cdc-service is active. The source is fenced once more, and the cutover goes on from there.")),
  LIFT_WAITS(
      ErrorFact.passing(
          "TRB-FENCE-LIFT-WAITS",
          ErrorType.EXTERNAL,
          "The source accepts writes again, but a long reader keeps the triggers from being dropped.",
          "End long transactions at the source; pg_stat_activity shows them."));

  private final ErrorFact fact;

  FenceError(ErrorFact fact) {
    this.fact = fact;
  }

  /**
   * Does nothing when something moves, or the file allows that nothing does.
   *
   * @param tables how many would be fenced
   * @throws TributaryException {@link #NOTHING_MOVES}
   */
  public static void requireMoving(Source source, long tables) {
    EmptySourceFinding.of(source, tables)
        .ifPresent(
            what -> {
              throw new TributaryException(
                  NOTHING_MOVES,
                  "Source "
                      + source.name()
                      + " is not fenced and goes on as before. "
                      + what
                      + " Abort the migration. "
                      + EmptySourceFinding.REMEDY,
                  Map.of("source", source.name()));
            });
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
