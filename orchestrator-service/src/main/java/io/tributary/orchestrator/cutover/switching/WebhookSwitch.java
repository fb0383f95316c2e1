package io.tributary.orchestrator.cutover.switching;

import io.tributary.common.event.CloudEvent;
import io.tributary.common.event.CutoverStep;
import io.tributary.common.event.CutoverStep.Outcome;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.json.Json;
import io.tributary.common.plan.SwitchAction;
import io.tributary.common.secret.SecretReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * Posts the cutover as a CloudEvent with the cutover's id as event id and as {@code
 * Idempotency-Key}, so that a repetition can be told. Redirects are not followed.
 */
record WebhookSwitch(SecretReader secrets, Clock clock) {

  void run(SwitchAction.Webhook action, Switching switching) {
    Duration timeout = Duration.ofMillis(action.timeoutMillis());
    HttpClient client = HttpClient.newBuilder().connectTimeout(timeout).build();
    try {
      URI url = URI.create(secrets.interpolate(action.url()));
      HttpRequest request =
          HttpRequest.newBuilder(url)
              .timeout(timeout)
              .header("Content-Type", "application/cloudevents+json")
              .header("Idempotency-Key", switching.cutoverId())
              .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(event(switching))))
              .build();
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status / 100 != 2) {
        throw failure(action, "answered with status " + status, null);
      }
    } catch (IllegalArgumentException e) {
      throw failure(action, "has no valid address", null);
    } catch (IOException e) {
      throw failure(action, "did not answer (" + e.getClass().getSimpleName() + ")", null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(action, "was given up, because the service shuts down", e);
    }
  }

  private CloudEvent<CutoverStep> event(Switching switching) {
    return CloudEvent.of(
        switching.cutoverId(),
        "/tributary/orchestrator-service",
        CloudEvent.CUTOVER_STEP,
        switching.migration(),
        clock.instant(),
        new CutoverStep(
            switching.migration(), switching.cutoverId(), Step.SWITCH, Outcome.STARTED, 0, null));
  }

  private static RuntimeException failure(SwitchAction.Webhook action, String what, Exception e) {
    String shown = WebAddress.shown(action.url());
    return SwitchError.WEBHOOK.because(
        "The webhook " + shown + " " + what + ".", Map.of("webhook", shown), e);
  }
}
