package io.tributary.bench.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/**
 * A REST API with JSON answers: the orchestrator's or Connect's. Thread-safe.
 *
 * @param headers of every request
 */
public record JsonApi(URI base, Map<String, String> headers) {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Asks. */
  public JsonNode get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  /** Asks for an answer that goes on, such as server-sent events; whoever asks closes it. */
  public InputStream open(String path) throws IOException, InterruptedException {
    HttpResponse<InputStream> answer =
        CLIENT.send(request(path).GET().build(), BodyHandlers.ofInputStream());
    if (answer.statusCode() / 100 != 2) {
      answer.body().close();
      throw new IOException(answer.uri() + ": " + answer.statusCode());
    }
    return answer.body();
  }

  /** Orders something that needs no further words. */
  public JsonNode post(String path) throws IOException, InterruptedException {
    return order(path, BodyPublishers.noBody());
  }

  /** Orders something in these words. */
  public JsonNode post(String path, Object words) throws IOException, InterruptedException {
    return order(path, BodyPublishers.ofString(JSON.writeValueAsString(words)));
  }

  private JsonNode order(String path, BodyPublisher body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", path + System.nanoTime())
            .POST(body));
  }

  /** Hands in a migration file. */
  public JsonNode create(String migrationFile) throws IOException, InterruptedException {
    return send(
        request("/migrations")
            .header("Content-Type", "application/yaml")
            .POST(BodyPublishers.ofString(migrationFile)));
  }

  /** Puts a value in the place of an older one. */
  public JsonNode put(String path, Object value) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(JSON.writeValueAsString(value))));
  }

  /** Removes. */
  public JsonNode delete(String path) throws IOException, InterruptedException {
    return send(request(path).header("Content-Type", "application/json").DELETE());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
    headers.forEach(request::header);
    return request;
  }

  private static JsonNode send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = CLIENT.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(answer.uri() + ": " + answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }
}
