package io.tributary.cdc.source.sqlite.schema;

import io.tributary.cdc.source.converted.PlanStatements;
import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;
import io.tributary.common.plan.source.Source;
import io.tributary.database.DatabaseSession;

/** What can be wrong between a SQLite file and its place in the target. */
public enum SqliteSourceError implements ErrorCode {
  MAPPING(
      ErrorFact.lasting(
          "TRB-SQLITE-MAPPING",
          ErrorType.USER,
          "The file's tables cannot be moved as the migration file declares it.",
          "Correct the rules in the migration file, exclude the table, or give the target's DDL as"
              + " a file.")),
  DDL_FILE(
      ErrorFact.passing(
          "TRB-SQLITE-DDL-FILE",
          ErrorType.USER,
          "The operator's DDL file cannot be read, or the target refuses a statement of it.",
          "Correct the DDL file, or put it where cdc-service can read it.")),
  TABLE_REFUSED(
      ErrorFact.lasting(
          "TRB-SQLITE-TABLE-REFUSED",
          ErrorType.USER,
          "The target refuses a table that was derived from the file's declarations.",
          "Give the target's DDL as a file, or exclude the table.")),
  CONSTRAINT(
      ErrorFact.lasting(
          "TRB-SQLITE-CONSTRAINT",
          ErrorType.USER,
          "Rows of the source break an index or constraint of the target.",
          "Mend these rows at the source, then type `./tributary restart NAME --source SOURCE`.")),
  ORPHAN(
      ErrorFact.lasting(
          "TRB-SQLITE-ORPHAN",
          ErrorType.USER,
          "A row of the source refers to one that is not there.",
          "Mend the rows at the source, or accept them with on-invalid: quarantine and"
              + " cutover.accept-quarantined."));

  private final ErrorFact fact;

  SqliteSourceError(ErrorFact fact) {
    this.fact = fact;
  }

  /** Statements of a source's plan whose refusal is this error. */
  PlanStatements statements(DatabaseSession target, Source source) {
    return new PlanStatements(target, source, this);
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
