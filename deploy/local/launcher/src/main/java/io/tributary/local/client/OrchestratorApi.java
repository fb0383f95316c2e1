package io.tributary.local.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.tributary.common.json.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * The REST API of the orchestrator with typed answers. What the API refuses and what cannot be
 * reached is a {@link CommandFailure} with the words for the user. Thread-safe.
 */
public final class OrchestratorApi {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;
  private static final int CLASSES = 100;

  /** Behind the first try, which has found somebody who answers. */
  private static final RetryPolicy<HttpResponse<String>> WHILE_AWAY =
      RetryPolicy.<HttpResponse<String>>builder()
          .handle(IOException.class)
          .handleResultIf(answer -> answer.statusCode() == UNAVAILABLE)
          .withDelay(Duration.ofMillis(300))
          .withMaxDuration(PATIENCE)
          .withMaxAttempts(-1)
          .build();

  private final URI base;
  private final String token;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** An API that is asked with a token. */
  public OrchestratorApi(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  /** Where it is. */
  public URI address() {
    return base;
  }

  /** Every migration, in short. */
  public List<MigrationLine> list() {
    return List.of(Json.read(bytes(get("/migrations", "")), MigrationLine[].class));
  }

  /** A migration's status. */
  public MigrationAnswer status(String migration) {
    return Json.read(bytes(get(path(migration), migration)), MigrationAnswer.class);
  }

  /** What is answered below a migration's path, such as {@code history?limit=1000}. */
  public JsonNode below(String migration, String rest) {
    return json(get(path(migration) + (rest.isEmpty() ? "" : "/" + rest), migration));
  }

  /** What a service exposes for Prometheus; a service on this machine takes the same token. */
  public String metrics(URI service) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(service + "/q/metrics"))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + token)
            .header("Accept", "text/plain")
            .build();
    HttpResponse<String> answer = once(request);
    if (answer.statusCode() != OK) {
      throw RefusedAnswer.of(answer.statusCode(), json(answer)).failure("");
    }
    return answer.body();
  }

  /** The same as text of another media type. */
  public String text(String migration, String rest, String mediaType) {
    String path = path(migration) + "/" + rest;
    return accepted(migration, once(request(path, mediaType).GET().build())).body();
  }

  /** Sends a migration file, which is made a migration; answers with its name. */
  public String create(String file) {
    HttpRequest request =
        request("/migrations", "application/json")
            .header("Content-Type", "application/yaml")
            .POST(BodyPublishers.ofString(file))
            .build();
    return json(accepted("", once(request))).path("name").asText();
  }

  /**
   * Gives an order. One whose answer is lost is sent again for a minute, and counts once: the key
   * is the same, and where the API keeps no keys, its history tells whether the first was taken.
   */
  public JsonNode order(String migration, SentOrder order) {
    HttpRequest request =
        request(path(migration) + "/" + order.path(), "application/json")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", order.key())
            .header("X-Request-Id", order.key())
            .POST(BodyPublishers.ofString(order.body()))
            .build();
    HttpResponse<String> answer;
    try {
      answer = send(request);
      if (answer.statusCode() != UNAVAILABLE) {
        return json(accepted(migration, answer));
      }
    } catch (ConnectException e) {
      throw unreachable(e, "Nothing was ordered.");
    } catch (IOException e) {
      // It may have been taken; the same is asked again.
    }
    answer = patiently(request, "The order may have been taken.");
    if (answer.statusCode() / CLASSES != 2 && taken(migration, order.key())) {
      return MissingNode.getInstance();
    }
    return json(accepted(migration, answer));
  }

  /** Whether the history has a transition that follows the request with this id. */
  private boolean taken(String migration, String requestId) {
    long after = 0;
    while (true) {
      JsonNode page = below(migration, "history?limit=1000&after=" + after);
      for (JsonNode entry : page) {
        after = entry.path("id").asLong();
        boolean transition = !List.of("asked", "refused").contains(entry.path("toState").asText());
        if (transition && entry.path("by").path("requestId").asText().equals(requestId)) {
          return true;
        }
      }
      if (page.isEmpty()) {
        return false;
      }
    }
  }

  /** Follows a migration from now on; to be closed. */
  public StatusFeed follow(String migration) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path(migration) + "/events"))
            .header("Authorization", "Bearer " + token)
            .header("Accept", "text/event-stream, application/problem+json")
            .build();
    return new StatusFeed(client, request, migration);
  }

  private HttpResponse<String> get(String path, String migration) {
    return accepted(migration, once(request(path, "application/json").GET().build()));
  }

  private HttpResponse<String> once(HttpRequest request) {
    try {
      return send(request);
    } catch (IOException e) {
      throw unreachable(e, "");
    }
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(e, "");
    }
  }

  private HttpResponse<String> patiently(HttpRequest request, String note) {
    try {
      return Failsafe.with(WHILE_AWAY).get(() -> send(request));
    } catch (FailsafeException e) {
      throw unreachable(e, note);
    }
  }

  private CommandFailure unreachable(Exception why, String note) {
    String cause = why instanceof ConnectException ? "" : " (" + why.getMessage() + ")";
    return new CommandFailure(
        ExitStatus.LOST,
        ("The orchestrator does not answer at "
                + base
                + cause
                + ". Start it, or name another address with --api or $TRIBUTARY_API. "
                + note)
            .strip(),
        note.startsWith("The order") ? "./tributary list" : "./tributary up");
  }

  private static HttpResponse<String> accepted(String migration, HttpResponse<String> answer) {
    if (answer.statusCode() / CLASSES != OK / CLASSES) {
      throw RefusedAnswer.of(answer.statusCode(), json(answer)).failure(migration);
    }
    return answer;
  }

  private HttpRequest.Builder request(String path, String mediaType) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + token)
        .header("Accept", mediaType + ", application/problem+json");
  }

  private static String path(String migration) {
    return "/migrations/"
        + URLEncoder.encode(migration, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static byte[] bytes(HttpResponse<String> answer) {
    return answer.body().getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      JsonNode read = Json.mapper().readTree(answer.body());
      return read == null ? MissingNode.getInstance() : read;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
