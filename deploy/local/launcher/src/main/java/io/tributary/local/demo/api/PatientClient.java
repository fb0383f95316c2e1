package io.tributary.local.demo.api;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.tributary.local.stack.StartFailure;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request again while a service is away: one that died is started again, and until it is
 * there and active it does not answer or answers 503. So a request must bear being sent twice.
 * Thread-safe.
 *
 * @param health why it is of no use to go on, null while all is well
 */
record PatientClient(HttpClient client, Supplier<@Nullable String> health) {
  private static final int UNAVAILABLE = 503;
  private static final RetryPolicy<HttpResponse<String>> WHILE_AWAY =
      RetryPolicy.<HttpResponse<String>>builder()
          .handle(IOException.class)
          .handleResultIf(answer -> answer.statusCode() == UNAVAILABLE)
          .withDelay(Duration.ofMillis(300))
          .withMaxDuration(Duration.ofMinutes(1))
          .withMaxAttempts(-1)
          .build();

  PatientClient(Supplier<@Nullable String> health) {
    this(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), health);
  }

  /**
   * The answer; 503 only when it stays like that.
   *
   * @throws StartFailure when there is none in a minute, or the health says why there will be none
   */
  HttpResponse<String> send(HttpRequest request) {
    try {
      return Failsafe.with(WHILE_AWAY).get(attempt -> send(request, attempt.isRetry()));
    } catch (FailsafeException e) {
      Throwable cause = Objects.requireNonNull(e.getCause(), "Failsafe wraps what was thrown");
      if (cause instanceof InterruptedException) {
        throw new StartFailure("Interrupted while asking " + request.uri() + ".", cause);
      }
      throw new StartFailure(
          "The orchestrator does not answer at " + request.uri() + ": " + cause.getMessage(),
          cause);
    }
  }

  private HttpResponse<String> send(HttpRequest request, boolean again)
      throws IOException, InterruptedException {
    if (again) {
      requireHealthy();
    }
    return client.send(request, BodyHandlers.ofString());
  }

  private void requireHealthy() {
    String illness = health.get();
    if (illness != null) {
      throw new StartFailure(illness);
    }
  }
}
