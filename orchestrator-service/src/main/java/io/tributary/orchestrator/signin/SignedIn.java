package io.tributary.orchestrator.signin;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What the server gave.
 *
 * @param accessToken for the requests of the console
 * @param refreshToken for another one; null where the server gives none
 * @param expiresInSeconds how long the access token is good; null where the server does not say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SignedIn(
    String accessToken, @Nullable String refreshToken, @Nullable Long expiresInSeconds) {
  /** Without what is secret. */
  @Override
  public String toString() {
    return "SignedIn[]";
  }
}
