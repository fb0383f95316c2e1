package io.tributary.common.secret;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;

/** What can be wrong with a secret. */
public enum SecretError implements ErrorCode {
  NOT_FOUND(
      ErrorFact.passing(
          "TRB-SECRET-NOT-FOUND",
          ErrorType.USER,
          "A secret that the migration file names is not there for this service: its variable is not set, or its file is missing or unreadable.",
          "Set the environment variable, or put the file there, for every service that needs it."));

  private final ErrorFact fact;

  SecretError(ErrorFact fact) {
    this.fact = fact;
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
