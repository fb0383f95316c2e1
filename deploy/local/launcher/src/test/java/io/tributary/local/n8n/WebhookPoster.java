package io.tributary.local.n8n;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Posts numbered orders to a webhook all the time and keeps those that n8n acknowledged. An order
 * without an acknowledgement is not posted again.
 */
public final class WebhookPoster implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration REST = Duration.ofMillis(40);

  // An offer of HTTP/2 would go to n8n's handler of web sockets, which does not answer it.
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI webhook;
  private final Map<String, Acknowledged> acknowledged = new ConcurrentSkipListMap<>();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicReference<String> answer = new AtomicReference<>("");
  private final Thread thread = new Thread(this::post, "webhooks");
  private volatile boolean ended;

  /**
   * An order that n8n answered.
   *
   * @param execution the id of its execution
   * @param at when the answer came
   */
  public record Acknowledged(String order, String execution, Instant at) {}

  public WebhookPoster(URI webhook) {
    this.webhook = webhook;
    thread.start();
  }

  /** All acknowledged orders so far, in their order. */
  public List<Acknowledged> acknowledged() {
    return List.copyOf(acknowledged.values());
  }

  public int refused() {
    return refused.get();
  }

  /** The last answer that was no acknowledgement. */
  public String lastRefusal() {
    return answer.get();
  }

  /** The longest time without an acknowledgement. */
  public Duration pause() {
    Duration longest = Duration.ZERO;
    Instant last = null;
    for (Acknowledged order : acknowledged()) {
      if (last != null && Duration.between(last, order.at()).compareTo(longest) > 0) {
        longest = Duration.between(last, order.at());
      }
      last = order.at();
    }
    return longest;
  }

  /** How long it took from a moment to the next acknowledgement. */
  public Duration firstAfter(Instant moment) {
    return acknowledged().stream()
        .map(Acknowledged::at)
        .filter(at -> at.isAfter(moment))
        .findFirst()
        .map(at -> Duration.between(moment, at))
        .orElseThrow();
  }

  private void post() {
    for (int number = 1; !ended; number++) {
      String order = "order-%06d".formatted(number);
      try {
        HttpResponse<String> response =
            client.send(
                HttpRequest.newBuilder(webhook)
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"order\": \"" + order + "\"}"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        take(order, response);
      } catch (IOException e) {
        refuse(e.toString());
      } catch (InterruptedException e) {
        return;
      }
      LockSupport.parkNanos(REST.toNanos());
    }
  }

  private void take(String order, HttpResponse<String> response) throws IOException {
    JsonNode body = response.statusCode() == 200 ? JSON.readTree(response.body()) : null;
    if (body != null && body.path("order").asText().equals(order)) {
      acknowledged.put(
          order, new Acknowledged(order, body.path("execution").asText(), Instant.now()));
    } else {
      refuse(response.statusCode() + " " + response.body());
    }
  }

  private void refuse(String said) {
    refused.incrementAndGet();
    answer.set(said);
  }

  @Override
  public void close() throws InterruptedException {
    ended = true;
    thread.join();
  }
}
