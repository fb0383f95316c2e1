package io.tributary.cdc.apply.policy;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;

/** The errors with which a stream waits or has stopped. */
public enum ApplyError implements ErrorCode {
  STREAM_GAP(
      ErrorFact.lasting(
          "TRB-APPLY-STREAM-GAP",
          ErrorType.INTERNAL,
          "The change topic lacks a part of a transaction.",
          "Check whether something else writes to the topic, and type `./tributary restart NAME --source SOURCE`.")),
  TOPIC_GAP(
      ErrorFact.lasting(
          "TRB-APPLY-TOPIC-GAP",
          ErrorType.EXTERNAL,
          "Retention has deleted records of the change topic that were not applied yet.",
          "Raise the retention of the change topic, and type `./tributary restart NAME --source SOURCE`.")),
  TOPIC_UNREADABLE(
      ErrorFact.passing(
          "TRB-APPLY-TOPIC-UNREADABLE",
          ErrorType.EXTERNAL,
          "A topic cannot be read, or dead letters cannot be written.",
          "Check the broker, and create the dead letters' topic if the service may not.")),
  FENCED_OFF(
      ErrorFact.lasting(
          "TRB-APPLY-FENCED-OFF",
          ErrorType.INTERNAL,
          "Another instance of cdc-service has moved the checkpoint on; this one has rolled back and stopped.",
          "Run only one cdc-service, or type `./tributary resume NAME` when the other one is gone.")),
  TARGET_WENT_BACK(
      ErrorFact.passing(
          "TRB-APPLY-TARGET-WENT-BACK",
          ErrorType.EXTERNAL,
          "The target's checkpoint is behind what was applied: a standby was promoted that lacked commits, or a backup was restored.",
          "Nothing: the stream goes on from that checkpoint, and the topic brings again what the target lacks.")),
  TARGET_TLS(
      ErrorFact.lasting(
          "TRB-APPLY-TARGET-TLS",
          ErrorType.USER,
          "Service and target agree on no encryption, or one does not take the other's certificate.",
          "Check tls, tls-ca, tls-certificate and tls-key of the target's connection, and the server's certificate; then type `./tributary resume NAME`.")),
  ROW_MISSING(
      ErrorFact.lasting(
          "TRB-APPLY-ROW-MISSING",
          ErrorType.USER,
          "A row that is to be changed is not in the target; somebody deleted or changed it there.",
          "Put the row back into the target, or type `./tributary restart NAME --source SOURCE --table TABLE`, which replaces the rows of this table alone.")),
  MOVED_WHILE_COPIED(
      ErrorFact.lasting(
          "TRB-APPLY-MOVED-WHILE-COPIED",
          ErrorType.EXTERNAL,
          "A row got another key between the moments at which the parts of its table were copied.",
          "Type `./tributary restart NAME --source SOURCE`.")),
  KEY_UNKNOWN(
      ErrorFact.lasting(
          "TRB-APPLY-KEY-UNKNOWN",
          ErrorType.USER,
          "A change does not say which row it is about.",
          "Set REPLICA IDENTITY FULL for the table at the source, then type `./tributary restart NAME --source SOURCE`.")),
  TABLE_MISSING(
      ErrorFact.lasting(
          "TRB-APPLY-TABLE-MISSING",
          ErrorType.USER,
          "A change names a table that the target does not have.",
          "Create the table in the target in the same way, or exclude it in the migration file; then type `./tributary resume NAME`.")),
  NOT_CLOSED(
      ErrorFact.lasting(
          "TRB-APPLY-NOT-CLOSED",
          ErrorType.INTERNAL,
          "A table of the target was not closed when the target was prepared, so it is not emptied for the first copy.",
          "Type `./tributary restart NAME --source SOURCE`.")),
  COLUMN_MISSING(
      ErrorFact.lasting(
          "TRB-APPLY-COLUMN-MISSING",
          ErrorType.USER,
          "A change names a column that the target's table does not have.",
          "Make the same change in the target, then type `./tributary resume NAME`.")),
  SCHEMA_CHANGED(
      ErrorFact.lasting(
          "TRB-APPLY-SCHEMA-CHANGED",
          ErrorType.USER,
          "A table was changed at the source, and the target's copy does not follow.",
          "Read in the message what has changed; mend the target and type `./tributary resume NAME` where the message says so, otherwise type `./tributary restart NAME --source SOURCE`.")),
  WAY_BACK_LOST(
      ErrorFact.lasting(
          "TRB-APPLY-WAY-BACK-LOST",
          ErrorType.USER,
          "A source does not say how far its way back has come: it was replaced by an older copy, or its capture was taken away.",
          "Put the source back as it was. Otherwise there is no way back any more that loses nothing: complete the migration.")),
  MAPPING_MISSING(
      ErrorFact.lasting(
          "TRB-APPLY-MAPPING-MISSING",
          ErrorType.USER,
          "The target does not hold what says how the rows of a source are to be converted.",
          "Type `./tributary restart NAME --source SOURCE`.")),
  ROW_REFUSED(
      ErrorFact.lasting(
          "TRB-APPLY-ROW-REFUSED",
          ErrorType.USER,
          "A row cannot be converted or is refused by the target, and the migration says to stop then.",
          "Mend the row at the source, or change the mapping or on-invalid in the migration file; see docs/quarantine.")),
  TARGET_UNREACHABLE(
      ErrorFact.passing(
          "TRB-APPLY-TARGET-UNREACHABLE",
          ErrorType.EXTERNAL,
          "The connection to the target was lost or could not be made.",
          "Check the target's server and the network.")),
  TARGET_BUSY(
      ErrorFact.passing(
          "TRB-APPLY-TARGET-BUSY",
          ErrorType.EXTERNAL,
          "The target cannot take the batch now: deadlock, lock, cancelled statement.",
          "Nothing, unless it stays; then look for the session that holds the lock.")),
  TARGET_RESOURCES(
      ErrorFact.passing(
          "TRB-APPLY-TARGET-RESOURCES",
          ErrorType.RESOURCE,
          "The target has no disk, memory, connection or right for it.",
          "Make room in the target or grant the right that the message names.")),
  CHANGE_REFUSED(
      ErrorFact.lasting(
          "TRB-APPLY-CHANGE-REFUSED",
          ErrorType.USER,
          "The target, or a source on its way back, refuses a value or row; the change is kept as a dead letter.",
          "Mend the cause there and type `./tributary replay NAME`, or discard the dead letter.")),
  TARGET_REFUSED(
      ErrorFact.lasting(
          "TRB-APPLY-TARGET-REFUSED",
          ErrorType.INTERNAL,
          "The target refuses a statement for a reason that no retry will mend.",
          "Mend in the target what the message names, then type `./tributary resume NAME`.")),
  STOP_TIMEOUT(
      ErrorFact.passing(
          "TRB-APPLY-STOP-TIMEOUT",
          ErrorType.RESOURCE,
          "The stream was to stop and is still at work on its last batch.",
          "Nothing, or order again later: it stops when its last batch is done.")),
  NOT_RUNNING(
      ErrorFact.passing(
          "TRB-APPLY-NOT-RUNNING",
          ErrorType.USER,
          "Dead letters cannot be applied again, or rows repaired, because the stream does not run.",
          "Type `./tributary resume NAME`, see the error of the stream if it has one, and give the order again.")),
  WRITE_BEHIND_FENCE(
      ErrorFact.passing(
          "TRB-APPLY-WRITE-BEHIND-FENCE",
          ErrorType.USER,
          "A row was changed at the source although its fence stands; the change is applied.",
          "Find what writes past the fence's triggers (disabled or dropped triggers, a subscription of the source) and stop it before the next cutover.")),
  FOREIGN_WRITE(
      ErrorFact.lasting(
          "TRB-APPLY-FOREIGN-WRITE",
          ErrorType.USER,
          "Somebody has changed a row on a closed side past its fence, after the other side was opened. The change is kept as a dead letter and never applied; no cutover and no rollback begins before it is discarded.",
          "Stop the writer, carry over by hand what is worth it, and discard the dead letter; then make both sides equal as its message says.")),
  MESSAGE_FORGED(
      ErrorFact.passing(
          "TRB-APPLY-MESSAGE-FORGED",
          ErrorType.EXTERNAL,
          "Somebody who may log in to the source writes messages into its log that look like Tributary's own. They are passed over and change nothing.",
          "Find out who it is, and take the right to write such messages from everybody who does not need it; see docs/security.")),
  STREAM_SILENT(
      ErrorFact.passing(
          "TRB-APPLY-STREAM-SILENT",
          ErrorType.EXTERNAL,
          "Nothing comes on the topic, not even the heartbeats that should.",
          "See whether the source's connector runs, and whether source and broker answer.")),
  UNEXPECTED(
      ErrorFact.lasting(
          "TRB-APPLY-UNEXPECTED",
          ErrorType.INTERNAL,
          "Applying changes failed in a way that has no code of its own.",
          "See the log, then type `./tributary resume NAME`; nothing was skipped. Report it as a defect."));

  private final ErrorFact fact;

  ApplyError(ErrorFact fact) {
    this.fact = fact;
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
