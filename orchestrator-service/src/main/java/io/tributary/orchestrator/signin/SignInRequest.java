package io.tributary.orchestrator.signin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a browser brings back from the server, or what it got before.
 *
 * @param code the authorization code; null with a refresh token
 * @param verifier the secret behind the challenge that the browser was sent with (RFC 7636)
 * @param redirectUri where the browser was sent back to
 * @param refreshToken for another access token; null with a code
 */
public record SignInRequest(
    @Nullable String code,
    @Nullable String verifier,
    @Nullable String redirectUri,
    @Nullable String refreshToken) {

  /** The fields of the request to the server's token endpoint; empty where something is missing. */
  Optional<Map<String, String>> form(String clientId) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("client_id", clientId);
    if (refreshToken != null) {
      form.put("grant_type", "refresh_token");
      form.put("refresh_token", refreshToken);
      return Optional.of(form);
    }
    if (code == null || verifier == null || redirectUri == null) {
      return Optional.empty();
    }
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("code_verifier", verifier);
    form.put("redirect_uri", redirectUri);
    return Optional.of(form);
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return "SignInRequest[" + (refreshToken == null ? "code" : "refresh token") + "]";
  }
}
