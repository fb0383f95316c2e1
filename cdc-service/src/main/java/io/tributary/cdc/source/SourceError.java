package io.tributary.cdc.source;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;

/** What can be wrong with a source of any kind. */
public enum SourceError implements ErrorCode {
  SCHEMA_CHANGED(
      ErrorFact.passing(
          "TRB-SOURCE-SCHEMA-CHANGED",
          ErrorType.USER,
          "A table of the source is not what was moved, so the source is not fenced.",
          "Take the change back, or see what the stream says of it and cut over when the target has followed; otherwise type `./tributary restart NAME --source SOURCE`.")),
  ACTS_ON_APPLIED_ROWS(
      ErrorFact.passing(
          "TRB-SOURCE-ACTS-ON-APPLIED-ROWS",
          ErrorType.USER,
          "A trigger or rule of a table would act on the rows that a stream writes there, so the sides are not changed.",
          "Run the statements that the message prints: a trigger that is enabled in the usual way does not act on applied rows, and a rule for INSERT or UPDATE has to go. Then order again.")),
  FUNCTIONS(
      ErrorFact.passing(
          "TRB-SOURCE-FUNCTIONS",
          ErrorType.USER,
          "Functions of an application would run, as a stream writes rows at a side that was open, as a role that may do everything there, so the sides are not changed.",
          "Use a role for that side that is no superuser (and before PostgreSQL 16 has no CREATEROLE), or drop what calls the functions; or set functions-unverified: accepted at the source or for the target's schema, where you trust whoever may write functions there. Then order again."));

  private final ErrorFact fact;

  SourceError(ErrorFact fact) {
    this.fact = fact;
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
