package io.tributary.cdc.schema.existing;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;

/** Reasons why tables that exist in the target are not filled. */
public enum ExistingError implements ErrorCode {
  ROWS(
      ErrorFact.lasting(
          "TRB-EXISTING-ROWS",
          ErrorType.USER,
          "A table of the target holds rows before those of the source come, and what the migration file says about them is missing or cannot be done.",
          "Say under tables what becomes of the rows (existing-rows keep or replace), exclude the table, or mend the rows that the message names; nothing was changed.")),
  RIGHTS(
      ErrorFact.lasting(
          "TRB-EXISTING-RIGHTS",
          ErrorType.USER,
          "The role of the target's connection may not close a table that exists, or give rights on it.",
          "Make the role of the target's connection a member of the table's owner; nothing was changed."));

  private final ErrorFact fact;

  ExistingError(ErrorFact fact) {
    this.fact = fact;
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
