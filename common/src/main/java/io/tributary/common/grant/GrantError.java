package io.tributary.common.grant;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;
import io.tributary.common.error.TributaryException;
import java.util.Map;

/** A migration file names what the service's configuration does not grant. */
public enum GrantError implements ErrorCode {
  REFUSED(
      ErrorFact.lasting(
          "TRB-GRANT-REFUSED",
          ErrorType.USER,
          "A migration file names a program, host, file, directory or secret that the configuration"
              + " of the service does not grant.",
          "Name another one, or have the key that the message names set for each service (and for"
              + " the Connect worker, where it is a secret), and start it again."));

  private final ErrorFact fact;

  GrantError(ErrorFact fact) {
    this.fact = fact;
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }

  /**
   * The refusal of a value.
   *
   * @param why what is the matter with it, a clause
   */
  TributaryException of(GrantKey key, String value, String why) {
    return new TributaryException(
        this,
        "%s is not granted to migration files: %s. Whoever runs the services may grant it by %s (%s in the environment)."
            .formatted(value, why, key.key(), key.variable()),
        Map.of("key", key.key(), "value", value));
  }

  /** The same with the place in the migration file. */
  static TributaryException at(String field, TributaryException refusal) {
    return new TributaryException(
        REFUSED,
        field + ": " + refusal.getMessage(),
        Map.of(
            "field", field,
            "key", refusal.report().fields().getOrDefault("key", ""),
            "value", refusal.report().fields().getOrDefault("value", "")));
  }
}
