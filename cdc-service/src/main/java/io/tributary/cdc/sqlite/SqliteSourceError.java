package io.tributary.cdc.sqlite;

import io.tributary.cdc.converted.PlanStatements;
import io.tributary.cdc.schema.Session;
import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorType;
import io.tributary.common.plan.Source;

/** What can be wrong between a SQLite file and its place in the target. */
public enum SqliteSourceError implements ErrorCode {
  /** The file's tables cannot be moved as the migration file declares it. */
  MAPPING("TRB-SQLITE-MAPPING", ErrorType.USER, false),
  /** The operator's DDL file cannot be read, or the target refuses a statement of it. */
  DDL_FILE("TRB-SQLITE-DDL-FILE", ErrorType.USER, true),
  /** The target refuses a table that was derived from the file's declarations. */
  TABLE_REFUSED("TRB-SQLITE-TABLE-REFUSED", ErrorType.USER, false),
  /** Rows of the source break an index or constraint. */
  CONSTRAINT("TRB-SQLITE-CONSTRAINT", ErrorType.USER, false),
  /** A row refers to one that is not there. */
  ORPHAN("TRB-SQLITE-ORPHAN", ErrorType.USER, false);

  private final String code;
  private final ErrorType type;
  private final boolean retryable;

  SqliteSourceError(String code, ErrorType type, boolean retryable) {
    this.code = code;
    this.type = type;
    this.retryable = retryable;
  }

  /** Statements of a source's plan whose refusal is this error. */
  PlanStatements statements(Session target, Source source) {
    return new PlanStatements(target, source, this, remedy());
  }

  private String remedy() {
    return switch (this) {
      case DDL_FILE -> "Correct the DDL file; it is tried again.";
      case CONSTRAINT ->
          "Mend these rows at the source, then abort the migration and start it anew.";
      case TABLE_REFUSED, MAPPING, ORPHAN ->
          "Give the target's DDL as a file, or exclude the table.";
    };
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
