package io.tributary.orchestrator.notify;

import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.notify.NotifyRule;
import io.tributary.orchestrator.webhook.WebhookPost;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Posts a notification as a CloudEvent, with the event's id as {@code Idempotency-Key} too. Any 2xx
 * answer means that it was taken; redirects are not followed. Thread-safe.
 */
final class NotificationCall {
  private static final Duration CONNECTING = Duration.ofSeconds(5);

  private final WebhookPost post;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECTING).build();

  NotificationCall(WebhookPost post) {
    this.post = post;
  }

  /** Posts without waiting; why it was not taken, without the address, or empty when it was. */
  CompletableFuture<Optional<String>> post(NotifyRule rule, NotableEvent event) {
    try {
      HttpRequest request = post.request(rule.url(), rule.timeoutMillis(), event.cloudEvent());
      return client
          .sendAsync(request, HttpResponse.BodyHandlers.discarding())
          .thenApply(answer -> refusal(answer.statusCode()))
          .exceptionally(failure -> Optional.of("it did not answer (" + cause(failure) + ")"));
    } catch (TributaryException e) {
      return CompletableFuture.completedFuture(Optional.of(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return CompletableFuture.completedFuture(Optional.of("its address is not valid"));
    }
  }

  private static Optional<String> refusal(int status) {
    return status / 100 == 2 ? Optional.empty() : Optional.of("it answered with status " + status);
  }

  private static String cause(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause.getClass().getSimpleName();
  }
}
