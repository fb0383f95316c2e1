package io.tributary.cdc.connect;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.cdc.worker.ConnectAddress;
import io.tributary.common.error.TributaryException;
import io.tributary.common.json.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Kafka Connect's REST interface, as far as capture needs it. Blocking, thread-safe. Every method
 * throws {@link CaptureError#CONNECT_UNREACHABLE} when Connect does not answer or is rebalancing,
 * and {@link CaptureError#CONNECT_REFUSED} when it says no.
 */
public final class ConnectClient {
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final String START_IT =
      "Start it, or correct tributary.connect.url; it is tried again";

  private final ConnectAddress address;
  private final Duration timeout;
  private final HttpClient http;

  ConnectClient(ConnectAddress address, Duration timeout) {
    this.address = address;
    this.timeout = timeout;
    this.http = address.client(timeout);
  }

  /**
   * The connector's state, or empty when Connect has none. A worker that has just started has none
   * of connectors that it will run: {@link #knows} tells whether there is a connector.
   */
  public Optional<ConnectorState> state(String connector) {
    return send("GET", connector, "/status", BodyPublishers.noBody()).map(ConnectorState::of);
  }

  /** Whether the connector exists; a worker answers only when it has joined its group. */
  public boolean knows(String connector) {
    return settings(connector).isPresent();
  }

  /**
   * The connector's configuration with its placeholders, or empty when Connect does not know it.
   */
  Optional<Map<String, String>> settings(String connector) {
    return send("GET", connector, "/config", BodyPublishers.noBody())
        .map(json -> Json.mapper().convertValue(json, new TypeReference<>() {}));
  }

  /** Creates the connector or changes its configuration. */
  void put(String connector, Map<String, String> settings) {
    send("PUT", connector, "/config", BodyPublishers.ofByteArray(Json.write(settings)));
  }

  /** Restarts what has failed of a connector. */
  void restartFailed(String connector) {
    String path = "/restart?includeTasks=true&onlyFailed=true";
    send("POST", connector, path, BodyPublishers.noBody());
  }

  /** Begins to stop a connector for good; its task ends a little later. */
  public void stop(String connector) {
    send("PUT", connector, "/stop", BodyPublishers.noBody());
  }

  /** Has a stopped connector go on from its stored offsets. */
  void resume(String connector) {
    send("PUT", connector, "/resume", BodyPublishers.noBody());
  }

  /** Forgets the stored offsets of a stopped connector. */
  public void deleteOffsets(String connector) {
    send("DELETE", connector, "/offsets", BodyPublishers.noBody());
  }

  /** Deletes a connector. */
  public void delete(String connector) {
    send("DELETE", connector, "", BodyPublishers.noBody());
  }

  private Optional<JsonNode> send(
      String method, String connector, String path, BodyPublisher body) {
    HttpRequest request =
        address
            .request("connectors/" + connector + path, timeout)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .method(method, body)
            .build();
    HttpResponse<byte[]> answer = answer(request);
    if (answer.statusCode() == NOT_FOUND) {
      return unknown(connector, message(answer.body()));
    }
    if (answer.statusCode() >= 300) {
      throw refused(request, answer);
    }
    return Optional.of(
        answer.body().length == 0
            ? Json.mapper().createObjectNode()
            : Json.read(answer.body(), JsonNode.class));
  }

  /** Before its REST interface is complete, a worker finds nothing under any address. */
  private Optional<JsonNode> unknown(String connector, String message) {
    if (message.contains(connector)) {
      return Optional.empty();
    }
    throw unreachable("is still starting (404): " + message, "It is tried again", null);
  }

  private HttpResponse<byte[]> answer(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw unreachable("does not answer: " + e, START_IT, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable("was not waited for: this service is stopping", START_IT, e);
    }
  }

  private TributaryException refused(HttpRequest request, HttpResponse<byte[]> answer) {
    String message = message(answer.body());
    if (answer.statusCode() == CONFLICT || answer.statusCode() >= 500) {
      return unreachable(
          "cannot do that now (" + answer.statusCode() + "): " + message,
          "It is tried again; if that does not help, look into its log",
          null);
    }
    return new TributaryException(
        CaptureError.CONNECT_REFUSED,
        "Kafka Connect at %s refused %s %s: %s"
            .formatted(address.base(), request.method(), request.uri().getPath(), message),
        Map.of(
            "connect", address.base().toString(), "status", String.valueOf(answer.statusCode())));
  }

  private TributaryException unreachable(String what, String advice, @Nullable Throwable cause) {
    return new TributaryException(
        CaptureError.CONNECT_UNREACHABLE,
        "Kafka Connect at %s %s. %s.".formatted(address.base(), what, advice),
        Map.of("connect", address.base().toString()),
        cause);
  }

  private static String message(byte[] body) {
    String text = new String(body, java.nio.charset.StandardCharsets.UTF_8);
    try {
      return Json.mapper().readTree(text).path("message").asText(text);
    } catch (IOException e) {
      return text;
    }
  }
}
