package io.tributary.cdc.chroma;

import io.tributary.cdc.converted.PlanStatements;
import io.tributary.cdc.schema.Session;
import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorType;
import io.tributary.common.plan.Source;

/** What can be wrong between a Chroma directory and its place in the target. */
public enum ChromaMappingError implements ErrorCode {
  /** The collections cannot be moved as the migration file declares it. */
  MAPPING("TRB-CHROMA-MAPPING", false, "Correct the rules of its collections."),
  /** The target refuses the table of a collection. */
  TABLE_REFUSED("TRB-CHROMA-TABLE-REFUSED", false, "Exclude the collection, or mend the target."),
  /** The target refuses the index of a collection. */
  INDEX_REFUSED(
      "TRB-CHROMA-INDEX-REFUSED",
      true,
      "The statement is tried again; mend what PostgreSQL names, or make room for the index.");

  private final String code;
  private final boolean retryable;
  private final String remedy;

  ChromaMappingError(String code, boolean retryable, String remedy) {
    this.code = code;
    this.retryable = retryable;
    this.remedy = remedy;
  }

  /** Statements of a source's plan whose refusal is this error. */
  PlanStatements statements(Session target, Source source) {
    return new PlanStatements(target, source, this, remedy);
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public ErrorType type() {
    return ErrorType.USER;
  }

  @Override
  public boolean retryable() {
    return retryable;
  }
}
