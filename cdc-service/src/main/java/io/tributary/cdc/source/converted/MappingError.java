package io.tributary.cdc.source.converted;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;

/** What can be wrong between the target and the mapping that it is made for. */
public enum MappingError implements ErrorCode {
  NOT_PREPARED(
      ErrorFact.lasting(
          "TRB-MAPPING-NOT-PREPARED",
          ErrorType.INTERNAL,
          "The target holds nothing about what becomes of the source's tables.",
          "Type `./tributary restart NAME --source SOURCE`."));

  private final ErrorFact fact;

  MappingError(ErrorFact fact) {
    this.fact = fact;
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
