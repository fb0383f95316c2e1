package io.tributary.local.demo.api;

import io.tributary.local.stack.StartFailure;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Sends a request again while a service is away: one that died is started again, and until it is
 * there and active it does not answer or answers 503. So a request must bear being sent twice.
 * Thread-safe.
 *
 * @param health why it is of no use to go on, null while all is well
 */
record PatientClient(HttpClient client, Supplier<String> health) {
  private static final int UNAVAILABLE = 503;
  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final long RETRY_NANOS = 300_000_000;

  PatientClient(Supplier<String> health) {
    this(HttpClient.newHttpClient(), health);
  }

  /**
   * The answer; 503 only when it stays like that.
   *
   * @throws StartFailure when there is none in a minute, or the health says why there will be none
   */
  HttpResponse<String> send(HttpRequest request) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      boolean last = System.nanoTime() > end;
      try {
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (last || answer.statusCode() != UNAVAILABLE) {
          return answer;
        }
      } catch (IOException e) {
        if (last) {
          throw new StartFailure(
              "The orchestrator does not answer at " + request.uri() + ": " + e.getMessage(), e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StartFailure("Interrupted while asking " + request.uri() + ".", e);
      }
      requireHealthy();
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }

  private void requireHealthy() {
    String illness = health.get();
    if (illness != null) {
      throw new StartFailure(illness);
    }
  }
}
