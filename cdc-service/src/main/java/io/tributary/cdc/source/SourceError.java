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
          "Take the change back, or see what the stream says of it and cut over when the target has followed; otherwise abort the migration and start it anew."));

  private final ErrorFact fact;

  SourceError(ErrorFact fact) {
    this.fact = fact;
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
