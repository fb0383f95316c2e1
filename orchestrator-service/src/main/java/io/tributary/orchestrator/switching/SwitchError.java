package io.tributary.orchestrator.switching;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;
import io.tributary.common.error.TributaryException;
import java.util.Map;

/** Why a switch action failed. All are tried again, because the other side is open by then. */
public enum SwitchError implements ErrorCode {
  FILE(
      ErrorFact.passing(
          "TRB-SWITCH-FILE",
          ErrorType.RESOURCE,
          "The file is missing, or cannot be read or written.",
          "Create the file, or mend its path, its rights or the disk's space.")),
  FILE_AMBIGUOUS(
      ErrorFact.passing(
          "TRB-SWITCH-FILE-AMBIGUOUS",
          ErrorType.USER,
          "The file cannot be rewritten without guessing.",
          "Mend in the file what the message names; a file that has the new address already is left"
              + " as it is.")),
  FILE_EDITED(
      ErrorFact.passing(
          "TRB-SWITCH-FILE-EDITED",
          ErrorType.USER,
          "A variable that a rollback would put back was changed since the cutover.",
          "Put back what the cutover has set, or say under back of the action what the variable is"
              + " to be (PUT /migrations/{name}/switch).")),
  FILE_NOT_KEPT(
      ErrorFact.passing(
          "TRB-SWITCH-FILE-NOT-KEPT",
          ErrorType.USER,
          "What the file said before the cutover is not known, or would not be.",
          "Say under back of the action what the variables are to be (PUT"
              + " /migrations/{name}/switch), or put the file that the message names back.")),
  COMMAND(
      ErrorFact.passing(
          "TRB-SWITCH-COMMAND",
          ErrorType.EXTERNAL,
          "The program could not be started, or failed.",
          "Install the program, mend its path or rights, or mend why it fails; the message has its"
              + " exit status.")),
  COMMAND_OVERDUE(
      ErrorFact.passing(
          "TRB-SWITCH-COMMAND-OVERDUE",
          ErrorType.EXTERNAL,
          "The program runs longer than its timeout-millis; it is neither ended nor started again"
              + " meanwhile.",
          "Wait for the program, or end it by hand, then it is run again; or order confirm or"
              + " skip.")),
  COMMAND_UNWATCHED(
      ErrorFact.passing(
          "TRB-SWITCH-COMMAND-UNWATCHED",
          ErrorType.EXTERNAL,
          "The program ended while nobody could learn its exit status.",
          "Order confirm if the program has done its work, or skip.")),
  WEBHOOK(
      ErrorFact.passing(
          "TRB-SWITCH-WEBHOOK",
          ErrorType.EXTERNAL,
          "The webhook did not answer, or not with 2xx.",
          "Mend its address, or start what answers there.")),
  UNEXPECTED(
      ErrorFact.passing(
          "TRB-SWITCH-UNEXPECTED",
          ErrorType.INTERNAL,
          "A switch action failed in a way that has no code of its own.",
          "See the log of the orchestrator, and report it as a defect."));

  private final ErrorFact fact;

  SwitchError(ErrorFact fact) {
    this.fact = fact;
  }

  TributaryException because(String message, Map<String, String> fields) {
    return new TributaryException(this, message, fields);
  }

  TributaryException because(String message, Map<String, String> fields, Throwable cause) {
    return new TributaryException(this, message, fields, cause);
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
