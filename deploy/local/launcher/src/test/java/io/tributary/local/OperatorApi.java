package io.tributary.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What an operator would type with curl. */
record OperatorApi(URI base, String token) {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The answers about thousands of tables would fill the heap; smaller ones say the same. */
  private static final int KEPT_CHARACTERS = 500_000;

  private static final Collection<String> SEEN = new ConcurrentLinkedQueue<>();

  JsonNode create(String yaml) throws Exception {
    return tryCreate(yaml).orThrow();
  }

  Answer tryCreate(String yaml) throws Exception {
    return ask(
        request("/migrations")
            .header("Content-Type", "application/yaml")
            .POST(HttpRequest.BodyPublishers.ofString(yaml)));
  }

  Answer put(String migration, String yaml) throws Exception {
    return ask(
        request("/migrations/" + migration)
            .header("Content-Type", "application/yaml")
            .PUT(HttpRequest.BodyPublishers.ofString(yaml)));
  }

  JsonNode post(String migration, String action) throws Exception {
    return tryPost(migration, action, String.valueOf(System.nanoTime())).orThrow();
  }

  Answer tryPost(String migration, String action, String key) throws Exception {
    return ask(
        request("/migrations/" + migration + "/" + action)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.noBody()));
  }

  JsonNode delete(String migration) throws Exception {
    return ask(request("/migrations/" + migration)
            .header("Content-Type", "application/json")
            .DELETE())
        .orThrow();
  }

  JsonNode get(String migration) throws Exception {
    return ask(request("/migrations/" + migration).GET()).orThrow();
  }

  /** How many transitions the migration has gone through. */
  long history(String migration) throws Exception {
    long transitions = 0;
    for (JsonNode entry : ask(request("/migrations/" + migration + "/history").GET()).orThrow()) {
      boolean request = List.of("asked", "refused").contains(entry.path("toState").asText());
      transitions += request ? 0 : 1;
    }
    return transitions;
  }

  String state(String migration) {
    try {
      return get(migration).path("state").asText();
    } catch (Exception e) {
      return "no answer: " + e;
    }
  }

  /** Whether every source streams and every table was found equal at least once. */
  boolean ready(String migration) throws Exception {
    JsonNode view = get(migration);
    for (JsonNode source : view.path("sources")) {
      boolean streams =
          source.path("phase").asText().equals("STREAMING") && source.path("achieved").asBoolean();
      if (!streams || source.path("validation").path("passes").asInt() < 1) {
        return false;
      }
    }
    return view.path("sources").size() > 0;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).header("Authorization", "Bearer " + token);
  }

  /** The bodies that the API has answered with, for those who look for secrets. */
  static Collection<String> seen() {
    return SEEN;
  }

  private static Answer ask(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (answer.body().length() < KEPT_CHARACTERS) {
      SEEN.add(answer.body());
    }
    return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
  }

  /** Status and body, problem or not. */
  record Answer(int status, JsonNode body) {
    JsonNode orThrow() throws IOException {
      if (status >= 300) {
        throw new IOException(status + " " + body);
      }
      return body;
    }

    String code() {
      return body.path("code").asText();
    }
  }
}
