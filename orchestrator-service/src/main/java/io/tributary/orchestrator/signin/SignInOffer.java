package io.tributary.orchestrator.signin;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Where a browser is sent to sign in.
 *
 * @param offered whether the console can do that; the others are null where it cannot
 * @param authorization the server's authorization endpoint
 * @param clientId the console's name there
 * @param scope what it asks for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SignInOffer(
    boolean offered,
    @Nullable String authorization,
    @Nullable String clientId,
    @Nullable String scope) {
  /** Nobody is sent anywhere. */
  public static final SignInOffer NONE = new SignInOffer(false, null, null, null);
}
