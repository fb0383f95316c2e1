package io.tributary.orchestrator.loop;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.ErrorType;
import io.tributary.common.error.TributaryException;
import java.util.Map;

/** Why an order did not reach the state machine. */
public enum OrderError implements ErrorCode {
  UNKNOWN_MIGRATION(
      ErrorFact.lasting(
              "TRB-MIGRATION-UNKNOWN",
              ErrorType.USER,
              "There is no migration of that name.",
              "Check the name; GET /migrations lists all.")
          .answeredWith(404)),
  EXISTS(
      ErrorFact.lasting(
              "TRB-MIGRATION-EXISTS",
              ErrorType.USER,
              "There is a migration of that name with other content, or for another target.",
              "Take another name, abort and delete that migration, or put the file to it, which"
                  + " takes what may still be changed.")
          .answeredWith(409)),
  NAME_USED(
      ErrorFact.lasting(
              "TRB-MIGRATION-NAME-USED",
              ErrorType.USER,
              "An earlier migration of that name was completed, or aborted with its target kept,"
                  + " and its changes topics or its rows in the target are still there.",
              "Take another name. What is left is for audit; nothing reads it any more.")
          .answeredWith(409)),
  CHANGE_REFUSED(
      ErrorFact.lasting(
              "TRB-MIGRATION-CHANGE-REFUSED",
              ErrorType.USER,
              "The changed file changes a key that cannot be changed any more.",
              "Put the key that the message names back as it was, or abort the migration and start"
                  + " it anew.")
          .answeredWith(409)),
  OTHER_NAME(
      ErrorFact.lasting(
          "TRB-MIGRATION-OTHER-NAME",
          ErrorType.USER,
          "The file is of another migration than the path.",
          "Put the file to the path of the migration that it names.")),
  NOT_DELETABLE(
      ErrorFact.lasting(
              "TRB-MIGRATION-NOT-DELETABLE",
              ErrorType.USER,
              "The migration cannot be deleted while it is running.",
              "Abort or complete the migration first.")
          .answeredWith(409)),
  UNKNOWN_SOURCE(
      ErrorFact.lasting(
              "TRB-SOURCE-UNKNOWN",
              ErrorType.USER,
              "The migration has no source of that name.",
              "Take one of the sources that the message lists.")
          .answeredWith(404)),
  UNKNOWN_DEAD_LETTER(
      ErrorFact.lasting(
              "TRB-DEAD-LETTER-UNKNOWN",
              ErrorType.USER,
              "There is no dead letter of that id, or not any more.",
              "Check its id; `GET /migrations/{name}/dead-letters` lists all.")
          .answeredWith(404)),
  STANDBY(
      ErrorFact.passing(
          "TRB-ORCHESTRATOR-STANDBY",
          ErrorType.EXTERNAL,
          "Another instance of the orchestrator is the active one.",
          "Order at the active instance, or order again when this one has taken over.")),
  STARTING(
      ErrorFact.passing(
          "TRB-ORCHESTRATOR-STARTING",
          ErrorType.EXTERNAL,
          "The orchestrator has just started and still reads its topics, or it cannot reach the"
              + " broker.",
          "Order again in a moment; if it stays, check the broker.")),
  NO_ANSWER(
      ErrorFact.passing(
          "TRB-ORCHESTRATOR-NO-ANSWER",
          ErrorType.EXTERNAL,
          "The order was not decided within its time; it may still be.",
          "Look at the migration's status, and order again if it was not done.")),
  BUSY(
      ErrorFact.passing(
          "TRB-ORCHESTRATOR-BUSY",
          ErrorType.EXTERNAL,
          "So many orders, or readings of targets, are being worked on that this one was not begun.",
          "Send it again after the seconds that Retry-After says.")),
  UNEXPECTED(
      ErrorFact.passing(
          "TRB-ORCHESTRATOR-UNEXPECTED",
          ErrorType.INTERNAL,
          "Something failed in the orchestrator that should not.",
          "See the log of the orchestrator, which has the cause, and report it as a defect."));

  private final ErrorFact fact;

  OrderError(ErrorFact fact) {
    this.fact = fact;
  }

  /** As an exception. */
  public TributaryException because(String message, String migration) {
    return new TributaryException(this, message, Map.of("migration", migration));
  }

  ErrorReport report(String message, String migration) {
    return ErrorReport.of(this, message, Map.of("migration", migration));
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
