package io.tributary.connect.chroma.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The server's API, version 2, in the default database. Thread-safe. */
public final class ChromaClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int EVERYTHING = 1_000_000;

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;

  ChromaClient(int port) {
    base = "http://127.0.0.1:" + port + "/api/v2/";
  }

  /** An answer of the server, good or bad. */
  public record Answer(int status, JsonNode body) {
    public boolean refused() {
      return status >= 400;
    }
  }

  boolean answers() {
    try {
      return send("GET", base + "heartbeat", null).status() == 200;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** Makes a collection that is persisted after so many operations. */
  public Answer create(String name, String space, int persistedAfter) {
    Map<String, Object> hnsw =
        Map.of("space", space, "sync_threshold", persistedAfter, "batch_size", persistedAfter / 2);
    return send("POST", collections(), Map.of("name", name, "configuration", Map.of("hnsw", hnsw)));
  }

  public Answer drop(String name) {
    return send("DELETE", collections() + "/" + name, null);
  }

  public Answer rename(String name, String to) {
    return send("PUT", collections() + "/" + id(name), Map.of("new_name", to));
  }

  /** One of add, update, upsert and delete, in the words of the API. */
  public Answer write(String name, String verb, Map<String, ?> body) {
    return send("POST", collections() + "/" + id(name) + "/" + verb, body);
  }

  /** The names of all collections with what makes them. */
  public Map<String, JsonNode> list() {
    Map<String, JsonNode> found = new TreeMap<>();
    send("GET", collections(), null)
        .body()
        .forEach(collection -> found.put(collection.path("name").asText(), collection));
    return found;
  }

  /** Everything in a collection, in columns. */
  public JsonNode get(String name) {
    Answer answer =
        write(
            name,
            "get",
            Map.of(
                "limit",
                EVERYTHING,
                "include",
                new String[] {"embeddings", "documents", "metadatas", "uris"}));
    if (answer.refused()) {
      throw new IllegalStateException("collection " + name + ": " + answer);
    }
    return answer.body();
  }

  private String id(String name) {
    return send("GET", collections() + "/" + name, null).body().path("id").asText();
  }

  private String collections() {
    return base + "tenants/default_tenant/databases/default_database/collections";
  }

  private Answer send(String method, String address, Map<String, ?> body) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address))
              .timeout(TIMEOUT)
              .header("Content-Type", "application/json")
              .method(
                  method,
                  body == null
                      ? BodyPublishers.noBody()
                      : BodyPublishers.ofString(json.writeValueAsString(body)))
              .build();
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      JsonNode parsed =
          answer.body().isBlank() ? MissingNode.getInstance() : json.readTree(answer.body());
      return new Answer(answer.statusCode(), parsed);
    } catch (IOException e) {
      throw new IllegalStateException(method + " " + address + " had no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }
}
