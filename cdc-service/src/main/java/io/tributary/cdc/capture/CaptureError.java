package io.tributary.cdc.capture;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorType;

/** What can be wrong with the capture of a source. */
public enum CaptureError implements ErrorCode {
  /** Kafka Connect does not answer, or is rebalancing. */
  CONNECT_UNREACHABLE("TRB-CAPTURE-CONNECT-UNREACHABLE", ErrorType.EXTERNAL, true),
  /** Kafka Connect refused the connector's configuration. */
  CONNECT_REFUSED("TRB-CAPTURE-CONNECT-REFUSED", ErrorType.EXTERNAL, true),
  /** The connector or its task failed; it is restarted after a while. */
  TASK_FAILED("TRB-CAPTURE-TASK-FAILED", ErrorType.EXTERNAL, true),
  /** The changes topic could not be created or deleted. */
  TOPIC("TRB-CAPTURE-TOPIC", ErrorType.EXTERNAL, true),
  /** Another migration's source has the same connector, slot and publication name. */
  NAME_TAKEN("TRB-CAPTURE-NAME-TAKEN", ErrorType.USER, false),
  /** A name of Tributary's does not fit into PostgreSQL's 63 bytes. */
  NAME_TOO_LONG("TRB-CAPTURE-NAME-TOO-LONG", ErrorType.USER, false),
  /** The slot vanished; changes since then cannot be had any more. */
  SLOT_MISSING("TRB-CAPTURE-SLOT-MISSING", ErrorType.EXTERNAL, false),
  /** The server removed WAL that the slot needs. */
  SLOT_LOST("TRB-CAPTURE-SLOT-LOST", ErrorType.EXTERNAL, false),
  /** The slot still holds all its WAL, but the server is about to remove some. */
  SLOT_WAL_LOW("TRB-CAPTURE-SLOT-WAL-LOW", ErrorType.RESOURCE, true),
  /** The slot is being made, and the server waits for open transactions. */
  SLOT_WAITS("TRB-CAPTURE-SLOT-WAITS", ErrorType.EXTERNAL, true),
  /** The slot is still read by a session that cannot be ended. */
  SLOT_IN_USE("TRB-CAPTURE-SLOT-IN-USE", ErrorType.EXTERNAL, true),
  /** The address leads to another database than the one whose changes were captured. */
  OTHER_DATABASE("TRB-CAPTURE-OTHER-DATABASE", ErrorType.USER, false),
  /** The source has a table that should move but that was not there when the capture began. */
  NEW_TABLE("TRB-CAPTURE-NEW-TABLE", ErrorType.USER, false),
  /** A table of the source is not what the target was made for, and nothing follows it. */
  TABLE_CHANGED("TRB-CAPTURE-TABLE-CHANGED", ErrorType.USER, false),
  /** A table or publication is locked by a session of the application. */
  TABLE_LOCKED("TRB-CAPTURE-TABLE-LOCKED", ErrorType.EXTERNAL, true);

  private final String code;
  private final ErrorType type;
  private final boolean retryable;

  CaptureError(String code, ErrorType type, boolean retryable) {
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
