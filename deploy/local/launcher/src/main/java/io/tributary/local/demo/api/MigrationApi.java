package io.tributary.local.demo.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tributary.local.stack.StartFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The orchestrator's REST API, as far as the demo uses it. Thread-safe. */
public final class MigrationApi {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int CONFLICT = 409;

  private final URI base;
  private final String token;
  private final PatientClient client;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * Asks again while the orchestrator is away.
   *
   * @param token with every role
   * @param health why it is of no use to go on, null while all is well
   */
  public MigrationApi(URI orchestrator, String token, Supplier<@Nullable String> health) {
    this.token = token;
    this.base = orchestrator;
    this.client = new PatientClient(health);
  }

  public void create(String migrationFile) {
    HttpRequest.Builder request =
        request("/migrations")
            .header("Content-Type", "application/yaml")
            .POST(BodyPublishers.ofString(migrationFile));
    require("create the migration", send(request));
  }

  public void start(String migration) {
    HttpResponse<String> answer = send(post(migration + "/start"));
    // The answer to an order that was taken may have been lost with the orchestrator.
    if (answer.statusCode() != CONFLICT || get(migration).state().equals("Created")) {
      require("start the migration", answer);
    }
  }

  public MigrationView get(String migration) {
    HttpResponse<String> answer = send(request("/migrations/" + migration).GET());
    require("read the migration", answer);
    return MigrationView.of(parse(answer.body()));
  }

  /**
   * Orders a change of sides; the same idempotency key never begins a second one.
   *
   * @param order {@code cutover} or {@code rollback}
   */
  public CutoverAnswer order(String migration, String order, String idempotencyKey) {
    HttpResponse<String> answer =
        send(post(migration + "/" + order).header("Idempotency-Key", idempotencyKey));
    if (answer.statusCode() == CONFLICT) {
      return CutoverAnswer.refused(reason(answer));
    }
    require("carry out the order " + order, answer);
    return CutoverAnswer.begun(parse(answer.body()).path("cutoverId").asText());
  }

  private HttpRequest.Builder post(String path) {
    return request("/migrations/" + path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.noBody());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + token)
        .header("Accept", "application/json, application/problem+json");
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    return client.send(request.build());
  }

  private void require(String what, HttpResponse<String> answer) {
    if (answer.statusCode() / 100 != 2) {
      throw new StartFailure(
          "The orchestrator refused to "
              + what
              + " ("
              + answer.statusCode()
              + "): "
              + reason(answer));
    }
  }

  /** The problem's words, and which findings or lines it is about. */
  private String reason(HttpResponse<String> answer) {
    JsonNode problem = parse(answer.body());
    StringBuilder reason = new StringBuilder(problem.path("detail").asText(answer.body()));
    for (JsonNode finding : problem.path("findings")) {
      if (!finding.path("passed").asBoolean()) {
        reason.append("\n  ").append(finding.path("message").asText());
      }
    }
    for (JsonNode line : problem.path("problems")) {
      reason.append("\n  line ").append(line.path("line").asText());
      reason.append(": ").append(line.path("message").asText());
    }
    return reason.toString();
  }

  private JsonNode parse(String body) {
    try {
      return json.readTree(body);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}
