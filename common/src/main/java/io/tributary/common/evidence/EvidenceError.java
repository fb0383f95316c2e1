package io.tributary.common.evidence;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;

/** What can be wrong with reports of changes of sides. */
public enum EvidenceError implements ErrorCode {
  UNKNOWN(
      ErrorFact.lasting(
              "TRB-EVIDENCE-UNKNOWN",
              ErrorType.USER,
              "The migration has no report of a cutover or rollback of that id.",
              "Take one of those that `GET /migrations/{name}/evidence` lists.")
          .answeredWith(404)),
  KEY(
      ErrorFact.passing(
          "TRB-EVIDENCE-KEY",
          ErrorType.USER,
          "The key with which reports are to be signed is no private Ed25519 key in PEM form.",
          "Put one where tributary.orchestrator.evidence-key says. The report is kept meanwhile,"
              + " and signed when the key is there.")),
  FILE(
      ErrorFact.passing(
          "TRB-EVIDENCE-FILE",
          ErrorType.USER,
          "A report cannot be written to the directory of tributary.orchestrator.evidence-directory, or another file has its name.",
          "Mend what the message names. The report stays in the target, and is tried again."));

  private final ErrorFact fact;

  EvidenceError(ErrorFact fact) {
    this.fact = fact;
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
