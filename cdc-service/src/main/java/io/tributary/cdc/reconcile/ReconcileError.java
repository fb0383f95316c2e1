package io.tributary.cdc.reconcile;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.ErrorType;
import io.tributary.common.model.StreamId;
import java.util.Map;

/** What can be wrong between a goal and a source. */
public enum ReconcileError implements ErrorCode {
  UNEXPECTED(
      ErrorFact.passing(
          "TRB-RECONCILE-UNEXPECTED",
          ErrorType.INTERNAL,
          "Bringing a source to what was ordered failed in a way that has no code of its own.",
          "See the log of cdc-service; report it as a defect when it stays.")),
  ORDER_UNREADABLE(
      ErrorFact.lasting(
          "TRB-RECONCILE-ORDER-UNREADABLE",
          ErrorType.INTERNAL,
          "The migration's latest desired state cannot be read: it was written by a newer version"
              + " or by somebody else. What was ordered before stays in force.",
          "Bring cdc-service to the orchestrator's version. If nobody wrote to the topic of desired"
              + " states by hand, report it as a defect.")),
  NOT_ACTIVE(
      ErrorFact.passing(
          "TRB-RECONCILE-NOT-ACTIVE",
          ErrorType.EXTERNAL,
          "The broker does not confirm that this instance of cdc-service is the active one, so it does not lift a fence that it was not told of, nor remove what a restart removes.",
          "Nothing if another instance is active: that one sees to the source. Otherwise see that the service reaches the broker.")),
  BEGUN_ANEW(
      ErrorFact.passing(
          "TRB-RECONCILE-BEGUN-ANEW",
          ErrorType.EXTERNAL,
          "Another instance of cdc-service has carried out the restart of the source already, so nothing more is removed for it.",
          "Nothing: what stands in the target is looked at again.")),
  ALREADY_OPEN(
      ErrorFact.lasting(
          "TRB-RECONCILE-ALREADY-OPEN",
          ErrorType.USER,
          "Replication or abort was asked for after the target was opened to its application.",
          "Nothing can be done with this migration any more: its application writes to the"
              + " target."));

  private final ErrorFact fact;

  ReconcileError(ErrorFact fact) {
    this.fact = fact;
  }

  /** A step failed in a way that has no code. */
  static ErrorReport unexpected(StreamId stream, SourceStep step, RuntimeException cause) {
    return ErrorReport.of(
        UNEXPECTED,
        "Step " + step + " of " + stream + " failed: " + cause + ". It is tried again.",
        Map.of("source", stream.source(), "step", step.name()));
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
