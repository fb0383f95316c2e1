package io.tributary.orchestrator.signin;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.error.TributaryException;
import io.tributary.common.tls.HttpAddress;
import java.net.URI;
import java.util.Map;

/**
 * The addresses of an OpenID Connect server, as its discovery document names them (OpenID Connect
 * Discovery 1.0). Pure.
 *
 * @param authorization where people sign in
 * @param token where a code becomes a token
 */
record ProviderEndpoints(URI authorization, URI token) {
  private static final String DOCUMENT = "/.well-known/openid-configuration";

  /** Where the document of a server is. */
  static URI document(String server) {
    return require(server.replaceFirst("/+$", "") + DOCUMENT, "quarkus.oidc.auth-server-url");
  }

  /** What a document names. */
  static ProviderEndpoints of(JsonNode document) {
    return new ProviderEndpoints(
        require(document.path("authorization_endpoint").asText(), "authorization_endpoint"),
        require(document.path("token_endpoint").asText(), "token_endpoint"));
  }

  /** Codes and tokens go there: by https, or to this machine. */
  private static URI require(String address, String name) {
    return HttpAddress.of(address)
        .filter(found -> !found.readableOnTheWay())
        .map(HttpAddress::uri)
        .orElseThrow(
            () ->
                new TributaryException(
                    SignInError.PROVIDER,
                    "The address "
                        + address
                        + " of the OpenID Connect server ("
                        + name
                        + ") is none of https or of this machine, so nobody is sent there.",
                    Map.of()));
  }
}
