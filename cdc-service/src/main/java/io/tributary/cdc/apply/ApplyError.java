package io.tributary.cdc.apply;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorType;

/** Why a stream waits or has stopped. */
public enum ApplyError implements ErrorCode {
  /** The change topic lacks a part of a transaction. */
  STREAM_GAP("TRB-APPLY-STREAM-GAP", ErrorType.INTERNAL, false),
  /** Retention has deleted records of the change topic that were not applied yet. */
  TOPIC_GAP("TRB-APPLY-TOPIC-GAP", ErrorType.EXTERNAL, false),
  /** The broker does not answer, or refuses to be read. */
  TOPIC_UNREADABLE("TRB-APPLY-TOPIC-UNREADABLE", ErrorType.EXTERNAL, true),
  /** Another instance has moved the checkpoint on. */
  FENCED_OFF("TRB-APPLY-FENCED-OFF", ErrorType.INTERNAL, false),
  /** A row that is to be changed is not in the target. */
  ROW_MISSING("TRB-APPLY-ROW-MISSING", ErrorType.USER, false),
  /** A row got another key between the moments at which the parts of its table were copied. */
  MOVED_WHILE_COPIED("TRB-APPLY-MOVED-WHILE-COPIED", ErrorType.EXTERNAL, false),
  /** A change does not say which row it is about. */
  KEY_UNKNOWN("TRB-APPLY-KEY-UNKNOWN", ErrorType.USER, false),
  /** A change names a table that the target does not have. */
  TABLE_MISSING("TRB-APPLY-TABLE-MISSING", ErrorType.USER, false),
  /** A change names a column that the target's table does not have. */
  COLUMN_MISSING("TRB-APPLY-COLUMN-MISSING", ErrorType.USER, false),
  /** A table was changed at the source, and the target's copy does not follow. */
  SCHEMA_CHANGED("TRB-APPLY-SCHEMA-CHANGED", ErrorType.USER, false),
  /** Nothing says how the rows of a source are to be converted. */
  MAPPING_MISSING("TRB-APPLY-MAPPING-MISSING", ErrorType.USER, false),
  /** A row cannot be converted or is refused by the target, and the migration says to stop then. */
  ROW_REFUSED("TRB-APPLY-ROW-REFUSED", ErrorType.USER, false),
  /** The target's connection was lost or could not be made. */
  TARGET_UNREACHABLE("TRB-APPLY-TARGET-UNREACHABLE", ErrorType.EXTERNAL, true),
  /** The target cannot take the batch now: deadlock, lock, cancelled statement. */
  TARGET_BUSY("TRB-APPLY-TARGET-BUSY", ErrorType.EXTERNAL, true),
  /** The target has no disk, memory, connection or right for it. */
  TARGET_RESOURCES("TRB-APPLY-TARGET-RESOURCES", ErrorType.RESOURCE, true),
  /** The target refuses a value or row. */
  CHANGE_REFUSED("TRB-APPLY-CHANGE-REFUSED", ErrorType.USER, false),
  /** The target refuses a statement for a reason that no retry will mend. */
  TARGET_REFUSED("TRB-APPLY-TARGET-REFUSED", ErrorType.INTERNAL, false),
  /** The stream did not come to a batch boundary in time. */
  STOP_TIMEOUT("TRB-APPLY-STOP-TIMEOUT", ErrorType.RESOURCE, true),
  /** Asked for something that only a running stream can do. */
  NOT_RUNNING("TRB-APPLY-NOT-RUNNING", ErrorType.USER, true),
  /** A row was changed at the source although its fence stands; the change is applied. */
  WRITE_BEHIND_FENCE("TRB-APPLY-WRITE-BEHIND-FENCE", ErrorType.USER, true),
  /** A row was changed at the source after the target was opened; the change is not applied. */
  WRITE_LOST("TRB-APPLY-WRITE-LOST", ErrorType.USER, false),
  /** Something that no part expected. */
  UNEXPECTED("TRB-APPLY-UNEXPECTED", ErrorType.INTERNAL, false);

  private final String code;
  private final ErrorType type;
  private final boolean retryable;

  ApplyError(String code, ErrorType type, boolean retryable) {
    this.code = code;
    this.type = type;
    this.retryable = retryable;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public ErrorType type() {
    return type;
  }

  @Override
  public boolean retryable() {
    return retryable;
  }
}
