package io.tributary.access;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;

/** The errors of requests that are refused before they reach a resource. */
public enum AccessError implements ErrorCode {
  TOKEN_MISSING(
      ErrorFact.lasting(
              "TRB-ACCESS-TOKEN-MISSING",
              ErrorType.USER,
              "The request names no token, or one that the service does not know.",
              "Send Authorization: Bearer with the token; ./tributary up keeps it in api.token of"
                  + " its home directory.")
          .answeredWith(401)),
  ROLE_MISSING(
      ErrorFact.lasting(
              "TRB-ACCESS-ROLE-MISSING",
              ErrorType.USER,
              "The token is known and its roles do not allow the request.",
              "Use a token with the role, or give this one the role in the file of"
                  + " tributary.access.tokens-file.")
          .answeredWith(403)),
  FOREIGN_HOST(
      ErrorFact.lasting(
              "TRB-ACCESS-FOREIGN-HOST",
              ErrorType.USER,
              "The request was sent to a name that the service does not go by.",
              "Ask under localhost, or name the host in tributary.access.hosts of the service.")
          .answeredWith(403)),
  FOREIGN_ORIGIN(
      ErrorFact.lasting(
              "TRB-ACCESS-FOREIGN-ORIGIN",
              ErrorType.USER,
              "A web page from elsewhere made the request.",
              "Use a page of the service itself, or a program that is no browser.")
          .answeredWith(403)),
  CONTENT_TYPE(
      ErrorFact.lasting(
              "TRB-ACCESS-CONTENT-TYPE",
              ErrorType.USER,
              "A request that changes something does not say what its body is.",
              "Send Content-Type: application/json with an order, and application/yaml with a"
                  + " migration file.")
          .answeredWith(415)),
  TOKENS_UNREADABLE(
      ErrorFact.lasting(
          "TRB-ACCESS-TOKENS-UNREADABLE",
          ErrorType.USER,
          "A token file cannot be read, or a line of it is wrong.",
          "Mend the file at the place that the message names and start the service again."));

  private final ErrorFact fact;

  AccessError(ErrorFact fact) {
    this.fact = fact;
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
