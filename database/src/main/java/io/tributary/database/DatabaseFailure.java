package io.tributary.database;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import java.sql.SQLException;
import java.util.Map;

/** A login or statement that PostgreSQL or the way to it failed, with the service's stable code. */
public final class DatabaseFailure extends TributaryException {
  private static final long serialVersionUID = 1L;

  private final transient SQLException failure;
  private final FailureKind kind;
  private final String sqlState;
  private final String reason;

  /** A failure with address, user and SQLSTATE for machines. */
  public DatabaseFailure(
      ErrorCode code, String message, DatabaseAddress place, SQLException cause) {
    this(
        code,
        message,
        Map.of(
            "database",
            place.display(),
            "user",
            place.user(),
            "sqlState",
            FailureKind.state(cause)),
        cause);
  }

  /** A failure with other facts for machines. */
  public DatabaseFailure(
      ErrorCode code, String message, Map<String, String> fields, SQLException cause) {
    super(code, message, fields, cause);
    this.failure = cause;
    this.kind = FailureKind.of(cause);
    this.sqlState = FailureKind.state(cause);
    this.reason = ServerMessage.of(cause);
  }

  /** The driver's exception. */
  public SQLException failure() {
    return failure;
  }

  /** What it is about. */
  public FailureKind kind() {
    return kind;
  }

  /** The five characters of the server or driver; empty when there are none. */
  public String sqlState() {
    return sqlState;
  }

  /** What server or driver said, on one line and without a full stop. */
  public String reason() {
    return reason;
  }
}
