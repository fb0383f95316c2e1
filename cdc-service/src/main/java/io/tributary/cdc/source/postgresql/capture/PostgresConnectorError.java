package io.tributary.cdc.source.postgresql.capture;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;
import java.util.Arrays;
import java.util.Optional;

/**
 * What stops the connector for PostgreSQL: the message of its task's failure begins with the code.
 * Codes that it shares with what is seen at the source are {@link
 * io.tributary.cdc.connect.CaptureError}s.
 */
enum PostgresConnectorError implements ErrorCode {
  SOURCE_UNREACHABLE(
      ErrorFact.passing(
          "TRB-CAPTURE-SOURCE-UNREACHABLE",
          ErrorType.EXTERNAL,
          "The source does not answer the connector.",
          "Check address, server and network of the source.")),
  SOURCE_REFUSED(
      ErrorFact.passing(
          "TRB-CAPTURE-SOURCE-REFUSED",
          ErrorType.EXTERNAL,
          "The source refuses the connector's login, database or rights.",
          "Check user, password and database of the source's connection, and grant the right that the message names.")),
  SLOT_ACTIVE(
      ErrorFact.passing(
          "TRB-CAPTURE-SLOT-ACTIVE",
          ErrorType.EXTERNAL,
          "The replication slot has to be dropped for a snapshot, but a session reads it.",
          "End the session that reads the slot; its process is in pg_replication_slots.active_pid.")),
  SLOT_RECREATED(
      ErrorFact.lasting(
          "TRB-CAPTURE-SLOT-RECREATED",
          ErrorType.EXTERNAL,
          "The replication slot begins after the stored position: somebody else has made it anew or moved it on.",
          "Type `./tributary restart NAME --source SOURCE`.")),
  SLOT_FOREIGN(
      ErrorFact.lasting(
          "TRB-CAPTURE-SLOT-FOREIGN",
          ErrorType.EXTERNAL,
          "A replication slot of that name belongs to another database or output plugin.",
          "Rename the migration or the source, or drop that slot if nobody needs it.")),
  OFFSET_UNUSABLE(
      ErrorFact.lasting(
          "TRB-CAPTURE-OFFSET-UNUSABLE",
          ErrorType.EXTERNAL,
          "The stored offset names no position in the source's WAL.",
          "Type `./tributary restart NAME --source SOURCE`; report it as a defect.")),
  SETTING(
      ErrorFact.lasting(
          "TRB-CAPTURE-SETTING",
          ErrorType.EXTERNAL,
          "A setting of the connector has another value than the one it works with.",
          "Leave out the setting that the message names.")),
  VALUE_NOT_TEXT(
      ErrorFact.lasting(
          "TRB-CAPTURE-VALUE-NOT-TEXT",
          ErrorType.EXTERNAL,
          "A value did not reach the connector's converter as text.",
          "Use the connector's own settings for snapshot and converter; report it as a defect if nobody changed them.")),
  ROW_TOO_LARGE(
      ErrorFact.lasting(
          "TRB-CAPTURE-ROW-TOO-LARGE",
          ErrorType.EXTERNAL,
          "A row of the source is larger than a change event may be.",
          "Make the row smaller at the source and type `./tributary restart NAME --source SOURCE`; or exclude the table, which needs an abort and a new start."));

  private final ErrorFact fact;

  PostgresConnectorError(ErrorFact fact) {
    this.fact = fact;
  }

  /** The error with this code, empty for a code of somebody else's. */
  static Optional<PostgresConnectorError> of(String code) {
    return Arrays.stream(values()).filter(error -> error.code().equals(code)).findFirst();
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
