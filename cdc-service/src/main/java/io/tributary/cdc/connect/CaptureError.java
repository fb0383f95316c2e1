package io.tributary.cdc.connect;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;
import java.util.Arrays;
import java.util.Optional;

/** What can be wrong with the capture of a source. */
public enum CaptureError implements ErrorCode {
  CONNECT_UNREACHABLE(
      ErrorFact.passing(
          "TRB-CAPTURE-CONNECT-UNREACHABLE",
          ErrorType.EXTERNAL,
          "Kafka Connect does not answer, or is rebalancing.",
          "Start Kafka Connect, or correct tributary.connect.url.")),
  CONNECT_REFUSED(
      ErrorFact.passing(
          "TRB-CAPTURE-CONNECT-REFUSED",
          ErrorType.EXTERNAL,
          "Kafka Connect refused the connector's configuration.",
          "Read Kafka Connect's answer in the message; most often the plugin is missing or of"
              + " another version.")),
  TASK_FAILED(
      ErrorFact.passing(
          "TRB-CAPTURE-TASK-FAILED",
          ErrorType.EXTERNAL,
          "The connector or its task failed; it is restarted after a while.",
          "Read the cause in the message and in the log of Kafka Connect, and mend it if it does"
              + " not pass.")),
  TOPIC(
      ErrorFact.passing(
          "TRB-CAPTURE-TOPIC",
          ErrorType.EXTERNAL,
          "The changes topic could not be created, read or deleted.",
          "Check the broker, and that the service may create and delete topics.")),
  NAME_TAKEN(
      ErrorFact.lasting(
          "TRB-CAPTURE-NAME-TAKEN",
          ErrorType.USER,
          "A connector of the same name writes to another topic already.",
          "Rename the migration or the source.")),
  MADE_BY_OTHERS(
      ErrorFact.lasting(
          "TRB-CAPTURE-MADE-BY-OTHERS",
          ErrorType.USER,
          "A slot or publication of the same name is at the source already, and this migration has not made it. It is neither used nor removed.",
          "Give one of the migrations another name, or one installation another `tributary.topic-prefix`. If what made it is gone, drop the slot and then the publication.")),
  SLOT_MISSING(
      ErrorFact.lasting(
          "TRB-CAPTURE-SLOT-MISSING",
          ErrorType.EXTERNAL,
          "The source's replication slot is gone; changes made since then cannot be captured.",
          "Type `./tributary restart NAME --source SOURCE`.")),
  SLOT_LOST(
      ErrorFact.lasting(
          "TRB-CAPTURE-SLOT-LOST",
          ErrorType.EXTERNAL,
          "The source's server removed WAL that the replication slot still needs.",
          "Raise max_slot_wal_keep_size at the source, and type `./tributary restart NAME --source SOURCE`.")),
  RIGHT_LOST(
      ErrorFact.passing(
          "TRB-CAPTURE-RIGHT-LOST",
          ErrorType.USER,
          "The role of a stream may not replicate any more. What runs goes on until its connection breaks, and neither a cutover nor a rollback begins.",
          "Give the role back what the message names.")),
  OTHER_TIMELINE(
      ErrorFact.lasting(
          "TRB-CAPTURE-OTHER-TIMELINE",
          ErrorType.EXTERNAL,
          "The source's server is on another timeline of its WAL than the one that was captured, and the stream cannot go on there: a standby was promoted that lacks captured changes or the slot, or the server was restored.",
          "Type `./tributary restart NAME --source SOURCE`.")),
  TIMELINE_CHANGED(
      ErrorFact.passing(
          "TRB-CAPTURE-TIMELINE-CHANGED",
          ErrorType.EXTERNAL,
          "The source's server is on another timeline of its WAL than the one that was captured. It is being found out whether the stream can go on there.",
          "Nothing: in a moment the stream goes on, or TRB-CAPTURE-OTHER-TIMELINE says why it cannot.")),
  SLOT_GIVEN_UP(
      ErrorFact.lasting(
          "TRB-CAPTURE-SLOT-GIVEN-UP",
          ErrorType.RESOURCE,
          "The source kept more WAL for the slot than the limit allows, so the slot was given up.",
          "Mend what kept it from keeping up, and type `./tributary restart NAME --source SOURCE`.")),
  WAL_KEPT(
      ErrorFact.passing(
          "TRB-CAPTURE-WAL-KEPT",
          ErrorType.RESOURCE,
          "The source keeps much WAL for the slot; nothing is lost yet.",
          "See whether the connector runs and why it is behind, and watch the source's disk.")),
  WAY_BACK_WAL(
      ErrorFact.passing(
          "TRB-CAPTURE-WAY-BACK-WAL",
          ErrorType.RESOURCE,
          "The target keeps more WAL for the way back of a source than the migration file allows; nothing is lost yet.",
          "See why the stream that comes home is behind, or complete the migration, which gives the way back up.")),
  DISK_LOW(
      ErrorFact.passing(
          "TRB-CAPTURE-DISK-LOW",
          ErrorType.RESOURCE,
          "Little room is left on the disk on which a source's log grows.",
          "Make room on that disk, or mend what keeps the stream from being read.")),
  TARGET_DISK_LOW(
      ErrorFact.passing(
          "TRB-CAPTURE-TARGET-DISK-LOW",
          ErrorType.RESOURCE,
          "Little room is left on the disk of the target's server.",
          "Make room on that disk. When it is full, changes wait on their topic, and nothing is lost.")),
  BROKER_DISK_LOW(
      ErrorFact.passing(
          "TRB-CAPTURE-BROKER-DISK-LOW",
          ErrorType.RESOURCE,
          "Little room is left on the disk of a broker, on which the topics of changes are.",
          "Make room on that disk, or lower tributary.trim.keep-minutes. When it is full, changes wait at the sources, whose logs grow.")),
  SLOT_WAL_LOW(
      ErrorFact.passing(
          "TRB-CAPTURE-SLOT-WAL-LOW",
          ErrorType.RESOURCE,
          "The replication slot still has all its WAL, but the server is about to remove some.",
          "Raise max_slot_wal_keep_size at the source, or mend what keeps the connector from"
              + " reading.")),
  SLOT_WAITS(
      ErrorFact.passing(
          "TRB-CAPTURE-SLOT-WAITS",
          ErrorType.EXTERNAL,
          "The replication slot is being made, and the server waits for open transactions.",
          "End transactions that stay open for long at the source; pg_stat_activity shows them.")),
  SLOT_IN_USE(
      ErrorFact.passing(
          "TRB-CAPTURE-SLOT-IN-USE",
          ErrorType.EXTERNAL,
          "The replication slot cannot be dropped, because a session still reads it.",
          "End the session that reads the slot; its process is in"
              + " pg_replication_slots.active_pid.")),
  OTHER_DATABASE(
      ErrorFact.lasting(
          "TRB-CAPTURE-OTHER-DATABASE",
          ErrorType.USER,
          "The address leads to another database than the one whose changes were captured.",
          "Correct the source's connection, or type `./tributary restart NAME --source SOURCE`.")),
  NEW_TABLE(
      ErrorFact.lasting(
          "TRB-CAPTURE-NEW-TABLE",
          ErrorType.USER,
          "The source has a table that should move but that was not there when the capture began.",
          "Type `./tributary add-tables NAME --source SOURCE`, which takes it in, or drop it; where that order is refused type `./tributary restart NAME --source SOURCE`. To exclude it, abort the migration and start it anew.")),
  TABLE_UNPUBLISHED(
      ErrorFact.passing(
          "TRB-CAPTURE-TABLE-UNPUBLISHED",
          ErrorType.EXTERNAL,
          "A table came to the target a moment ago and is not read by the way back yet, so the target"
              + " is not opened.",
          "Nothing: the table is taken in within seconds, and the cutover goes on or is undone. If it"
              + " stays, see the error of the stream of the way back.")),
  TABLE_CHANGED(
      ErrorFact.lasting(
          "TRB-CAPTURE-TABLE-CHANGED",
          ErrorType.USER,
          "A table of the source is not what the target was made for, and nothing follows it.",
          "Type `./tributary restart NAME --source SOURCE`.")),
  TABLE_LOCKED(
      ErrorFact.passing(
          "TRB-CAPTURE-TABLE-LOCKED",
          ErrorType.EXTERNAL,
          "A table or publication is locked by a session of the application.",
          "Wait for the session that the message names, or end it."));

  private final ErrorFact fact;

  CaptureError(ErrorFact fact) {
    this.fact = fact;
  }

  /** The error with this code, empty for a code of somebody else's. */
  public static Optional<CaptureError> of(String code) {
    return Arrays.stream(values()).filter(error -> error.code().equals(code)).findFirst();
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
