package io.tributary.orchestrator.signin;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.error.TributaryException;
import io.tributary.common.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The OpenID Connect server, asked on behalf of browsers, which so ask nobody but this service.
 * Nothing of an answer is kept, and redirections are not followed. Thread-safe.
 */
@ApplicationScoped
public class SignInProvider {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Strangers may ask: they get no more threads than these. */
  private static final int AT_ONCE = 4;

  private static final int OK = 200;
  private static final int SERVER_ERRORS = 500;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final Semaphore turns = new Semaphore(AT_ONCE);
  private final SignInSettings settings;
  private final Optional<String> server;

  SignInProvider(
      SignInSettings settings,
      @ConfigProperty(name = "quarkus.oidc.tenant-enabled", defaultValue = "false") boolean enabled,
      @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<String> server) {
    this.settings = settings;
    this.server = server.filter(url -> enabled);
  }

  /**
   * Where browsers are sent.
   *
   * @throws TributaryException a {@link SignInError} where the server does not say
   */
  public SignInOffer offer() {
    if (server.isEmpty() || settings.clientId().isEmpty()) {
      return SignInOffer.NONE;
    }
    return new SignInOffer(
        true,
        endpoints(server.get()).authorization().toString(),
        settings.clientId().get(),
        settings.scope());
  }

  /**
   * The token for what a browser brought back.
   *
   * @throws TributaryException a {@link SignInError}
   */
  public SignedIn token(SignInRequest request) {
    String url = server.filter(known -> settings.clientId().isPresent()).orElseThrow(this::none);
    Map<String, String> form =
        request
            .form(settings.clientId().orElseThrow(this::none))
            .orElseThrow(
                () ->
                    new TributaryException(
                        SignInError.INCOMPLETE,
                        "The request to sign in has neither a code with its verifier and address"
                            + " nor a refresh token. Sign in once more.",
                        Map.of()));
    URI endpoint = endpoints(url).token();
    HttpResponse<byte[]> answer = ask(posted(endpoint, form));
    if (answer.statusCode() != OK) {
      throw refused(answer);
    }
    JsonNode tokens = json(answer);
    String access = tokens.path("access_token").asText();
    if (access.isEmpty()) {
      throw senseless(endpoint, "an answer without an access token");
    }
    return new SignedIn(
        access,
        tokens.path("refresh_token").isTextual() ? tokens.path("refresh_token").asText() : null,
        tokens.path("expires_in").canConvertToLong() ? tokens.path("expires_in").asLong() : null);
  }

  private TributaryException none() {
    return new TributaryException(
        SignInError.NOT_OFFERED,
        "The console signs nobody in at an OpenID Connect server: sign in with a token, or set"
            + " tributary.console.client-id and the keys of quarkus.oidc.",
        Map.of());
  }

  private ProviderEndpoints endpoints(String url) {
    URI document = ProviderEndpoints.document(url);
    HttpResponse<byte[]> answer =
        ask(HttpRequest.newBuilder(document).timeout(PATIENCE).GET().build());
    if (answer.statusCode() != OK) {
      throw senseless(document, "status " + answer.statusCode());
    }
    return ProviderEndpoints.of(json(answer));
  }

  private static HttpRequest posted(URI endpoint, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return HttpRequest.newBuilder(endpoint)
        .timeout(PATIENCE)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Accept", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpResponse<byte[]> ask(HttpRequest request) {
    if (!turns.tryAcquire()) {
      throw senseless(request.uri(), "no time for one more: others sign in at this moment");
    }
    try {
      return client.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw senseless(request.uri(), String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw senseless(request.uri(), "the service ends");
    } finally {
      turns.release();
    }
  }

  private static JsonNode json(HttpResponse<byte[]> answer) {
    try {
      return Json.read(answer.body(), JsonNode.class);
    } catch (UncheckedIOException e) {
      throw senseless(answer.uri(), "an answer that is no JSON");
    }
  }

  /** What the server says of it is for people, and holds no secret (RFC 6749, 5.2). */
  private static TributaryException refused(HttpResponse<byte[]> answer) {
    if (answer.statusCode() >= SERVER_ERRORS) {
      return senseless(answer.uri(), "status " + answer.statusCode());
    }
    JsonNode said = json(answer);
    return new TributaryException(
        SignInError.REFUSED,
        "The OpenID Connect server gives no token: "
            + said.path("error").asText("status " + answer.statusCode())
            + (said.has("error_description")
                ? " (" + said.path("error_description").asText() + ")"
                : "")
            + ". Sign in once more.",
        Map.of());
  }

  private static TributaryException senseless(URI asked, String why) {
    return new TributaryException(
        SignInError.PROVIDER,
        "The OpenID Connect server at "
            + asked.getScheme()
            + "://"
            + asked.getAuthority()
            + " cannot be used to sign in: "
            + why
            + ". Sign in with a token meanwhile.",
        Map.of());
  }
}
