package io.tributary.orchestrator.switching;

import io.tributary.common.event.CloudEvent;
import io.tributary.common.event.CutoverStep;
import io.tributary.common.event.CutoverStep.Outcome;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.grant.Grants;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.common.plan.cutover.WebAddress;
import io.tributary.common.secret.SecretReader;
import io.tributary.orchestrator.cutover.SwitchWay;
import io.tributary.orchestrator.webhook.WebhookPost;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * Posts the cutover or rollback as a CloudEvent with its direction, and with the cutover's id as
 * event id and as {@code Idempotency-Key}, so that a repetition can be told. Redirects are not
 * followed.
 */
record WebhookSwitch(SwitchAction.Webhook action, SecretReader secrets, Grants grants, Clock clock)
    implements ActionSwitch {

  @Override
  public void look(SwitchWay way) {
    new WebhookLook(secrets, grants).look(action);
  }

  @Override
  public SwitchOutcome run(SwitchRequest request, CommandEvents events)
      throws InterruptedException {
    Duration timeout = Duration.ofMillis(action.timeoutMillis());
    HttpClient client = HttpClient.newBuilder().connectTimeout(timeout).build();
    try {
      HttpRequest call =
          new WebhookPost(secrets, grants)
              .request(action.url(), action.timeoutMillis(), event(request));
      int status = client.send(call, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status / 100 != 2) {
        throw failure("answered with status " + status);
      }
      return SwitchOutcome.SILENT;
    } catch (IllegalArgumentException e) {
      throw failure("has no valid address");
    } catch (IOException e) {
      throw failure("did not answer (" + e.getClass().getSimpleName() + ")");
    }
  }

  private CloudEvent<CutoverStep> event(SwitchRequest request) {
    return CloudEvent.of(
        request.cutoverId(),
        "/tributary/orchestrator-service",
        CloudEvent.CUTOVER_STEP,
        request.migration(),
        clock.instant(),
        new CutoverStep(
            request.migration(),
            request.cutoverId(),
            request.way().direction(),
            Step.SWITCH,
            Outcome.STARTED,
            0,
            null));
  }

  private RuntimeException failure(String what) {
    String shown = WebAddress.shown(action.url());
    return SwitchError.WEBHOOK.because(
        "The webhook " + shown + " " + what + ".", Map.of("webhook", shown));
  }
}
