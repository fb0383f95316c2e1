package io.tributary.mapping.sqlite.parser;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;

/** What can be wrong with the schema of a SQLite file. */
public enum SqliteSchemaError implements ErrorCode {
  UNREADABLE(
      ErrorFact.lasting(
          "TRB-SQLITE-SCHEMA-UNREADABLE",
          ErrorType.EXTERNAL,
          "A table's declaration cannot be read, so that nothing can be planned for it.",
          "Give the target's DDL as a file for this source."));

  private final ErrorFact fact;

  SqliteSchemaError(ErrorFact fact) {
    this.fact = fact;
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
