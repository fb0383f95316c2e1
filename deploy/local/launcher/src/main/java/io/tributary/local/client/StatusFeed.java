package io.tributary.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.json.Json;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The statuses of a migration as the orchestrator sends them. A stream that breaks, or on which
 * nothing comes, is opened again. Not thread-safe; to be closed.
 */
public final class StatusFeed implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** A comment comes every 15 seconds. */
  private static final Duration SILENCE = Duration.ofSeconds(25);

  private static final long PAUSE_MILLIS = 300;
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final HttpClient client;
  private final HttpRequest request;
  private final String migration;
  private EventLines lines = new EventLines();
  private @Nullable CompletableFuture<HttpResponse<String>> open;
  private long heard = System.nanoTime();
  private boolean live = true;

  StatusFeed(HttpClient client, HttpRequest request, String migration) {
    this.client = client;
    this.request = request;
    this.migration = migration;
  }

  /** Whether what came last is what the orchestrator knows now. */
  public boolean live() {
    return live;
  }

  /**
   * The next status, empty when none comes in this time.
   *
   * @throws CommandFailure when the orchestrator does not answer for a minute, or refuses
   */
  public Optional<MigrationAnswer> next(Duration wait) throws InterruptedException {
    long end = System.nanoTime() + wait.toNanos();
    while (true) {
      CompletableFuture<HttpResponse<String>> stream = opened();
      String line = lines.poll(Math.max(1, Math.min(end - System.nanoTime(), SILENCE.toNanos())));
      if (line != null) {
        heard = System.nanoTime();
        live = true;
        Optional<MigrationAnswer> status = lines.status(line);
        if (status.isPresent()) {
          return status;
        }
      } else if (stream.isDone()) {
        broken(stream);
      } else if (System.nanoTime() - heard > SILENCE.toNanos() && live) {
        close();
        live = false;
      }
      if (System.nanoTime() >= end) {
        return Optional.empty();
      }
    }
  }

  private CompletableFuture<HttpResponse<String>> opened() {
    if (open == null) {
      EventLines fresh = new EventLines();
      lines = fresh;
      BodyHandler<String> handler =
          answer ->
              answer.statusCode() == OK
                  ? BodySubscribers.fromLineSubscriber(
                      fresh, done -> "", StandardCharsets.UTF_8, null)
                  : BodySubscribers.ofString(StandardCharsets.UTF_8);
      open = client.sendAsync(request, handler);
    }
    return open;
  }

  /** A stream ends with its orchestrator, and when the migration is gone. */
  private void broken(CompletableFuture<HttpResponse<String>> stream) throws InterruptedException {
    open = null;
    live = false;
    try {
      HttpResponse<String> answer = stream.get();
      if (answer.statusCode() != OK && answer.statusCode() != UNAVAILABLE) {
        throw RefusedAnswer.of(answer.statusCode(), problem(answer.body())).failure(migration);
      }
    } catch (ExecutionException e) {
      // Nobody answers; it is tried again.
    }
    if (System.nanoTime() - heard > PATIENCE.toNanos()) {
      throw new CommandFailure(
          ExitStatus.LOST,
          "The orchestrator at "
              + request.uri().resolve("/")
              + " has not answered for a minute. What was ordered goes on when it is back.",
          "./tributary status " + migration + " -w");
    }
    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
  }

  private static JsonNode problem(String body) {
    try {
      return Json.read(body.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    } catch (UncheckedIOException e) {
      return Json.mapper().createObjectNode();
    }
  }

  @Override
  public void close() {
    if (open != null) {
      open.cancel(true);
      open = null;
    }
  }
}
