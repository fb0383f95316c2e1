package io.tributary.cdc.schema.state;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.ErrorType;
import io.tributary.common.model.StreamId;
import java.util.Arrays;
import java.util.Map;

/** Why a table that is new at a source does not join its migration. */
public enum JoiningError implements ErrorCode {
  GONE(
      ErrorFact.lasting(
          "TRB-ADD-TABLES-GONE",
          ErrorType.USER,
          "A table that should join is not at the source, or does not move.",
          "Nothing, if it was dropped; else order it again under its name.")),
  CHILD(
      ErrorFact.lasting(
          "TRB-ADD-TABLES-CHILD",
          ErrorType.USER,
          "A table that should join is a partition of another one, or inherits from it.",
          "Type `./tributary restart NAME --source SOURCE`, which takes it in with its parent.")),
  NAME_TAKEN(
      ErrorFact.lasting(
          "TRB-ADD-TABLES-NAME-TAKEN",
          ErrorType.USER,
          "The target has something under the name of a table that should join.",
          "Find out whose it is; drop or rename it, and type `./tributary add-tables NAME --source SOURCE`.")),
  RULES(
      ErrorFact.lasting(
          "TRB-ADD-TABLES-RULES",
          ErrorType.USER,
          "A table that should join has rules, which are not carried over while a migration runs.",
          "Drop the rules at the source and order it again, or type `./tributary restart NAME --source SOURCE`.")),
  MAPPING(
      ErrorFact.lasting(
          "TRB-ADD-TABLES-MAPPING",
          ErrorType.USER,
          "A table of a file that should join cannot be moved as it is declared, or cannot come back.",
          "Change its declaration at the source and order it again; for a rule in the migration file abort the migration and start it anew.")),
  ENTANGLED(
      ErrorFact.lasting(
          "TRB-ADD-TABLES-ENTANGLED",
          ErrorType.USER,
          "With a table of a file that should join, tables that move already would become others, such as by their foreign keys.",
          "Type `./tributary restart NAME --source SOURCE`, which makes all of them together.")),
  TARGET_REFUSED(
      ErrorFact.lasting(
          "TRB-ADD-TABLES-TARGET-REFUSED",
          ErrorType.USER,
          "The target refuses a statement that makes a table of a file that should join.",
          "Mend what the message names, and order it again.")),
  WAS_OPEN(
      ErrorFact.lasting(
          "TRB-ADD-TABLES-TARGET-WAS-OPEN",
          ErrorType.USER,
          "The target is open to its application, or was before a rollback; no table is made in it.",
          "Complete the migration and move the table in another one, or drop it at the source."));

  private final ErrorFact fact;

  JoiningError(ErrorFact fact) {
    this.fact = fact;
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }

  /** Whether an error is why a table does not join. */
  public static boolean isOne(ErrorReport report) {
    return Arrays.stream(values()).anyMatch(error -> error.code().equals(report.code()));
  }

  /** The error at one table. */
  public ErrorReport at(StreamId stream, String table, String message) {
    return ErrorReport.of(this, message, Map.of("source", stream.source(), "table", table));
  }
}
