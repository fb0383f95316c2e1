package io.tributary.cdc.source.chroma;

import io.tributary.cdc.source.converted.PlanStatements;
import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;
import io.tributary.common.plan.source.Source;
import io.tributary.database.DatabaseSession;

/** What can be wrong between a Chroma directory and its place in the target. */
public enum ChromaMappingError implements ErrorCode {
  MAPPING(
      ErrorFact.lasting(
          "TRB-CHROMA-MAPPING",
          ErrorType.USER,
          "The collections cannot be moved as the migration file declares it.",
          "Correct the rules of its collections.")),
  TABLE_REFUSED(
      ErrorFact.lasting(
          "TRB-CHROMA-TABLE-REFUSED",
          ErrorType.USER,
          "The target refuses the table of a collection.",
          "Exclude the collection, or mend the target.")),
  INDEX_REFUSED(
      ErrorFact.passing(
          "TRB-CHROMA-INDEX-REFUSED",
          ErrorType.USER,
          "The target refuses the index of a collection.",
          "The statement is tried again; mend what PostgreSQL names, or make room for the index."));

  private final ErrorFact fact;

  ChromaMappingError(ErrorFact fact) {
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
