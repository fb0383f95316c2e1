package io.tributary.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What an operator would type with curl. */
record OperatorApi(URI base) {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  JsonNode create(String yaml) throws Exception {
    return send(
        request("/migrations")
            .header("Content-Type", "application/yaml")
            .POST(HttpRequest.BodyPublishers.ofString(yaml)));
  }

  JsonNode post(String migration, String action) throws Exception {
    return send(
        request("/migrations/" + migration + "/" + action)
            .header("Idempotency-Key", String.valueOf(System.nanoTime()))
            .POST(HttpRequest.BodyPublishers.noBody()));
  }

  JsonNode get(String migration) throws Exception {
    return send(request("/migrations/" + migration).GET());
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
    return HttpRequest.newBuilder(base.resolve(path));
  }

  private static JsonNode send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }
}
