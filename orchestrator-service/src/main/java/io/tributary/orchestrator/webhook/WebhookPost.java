package io.tributary.orchestrator.webhook;

import io.tributary.common.event.CloudEvent;
import io.tributary.common.grant.Grants;
import io.tributary.common.json.Json;
import io.tributary.common.secret.SecretReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;

/**
 * Makes the request that posts a CloudEvent to an address of a migration file, with the event's id
 * as {@code Idempotency-Key} too, so that a repetition can be told. Thread-safe.
 *
 * @param secrets reads the secrets that the address names
 * @param grants which hosts may be called
 */
public record WebhookPost(SecretReader secrets, Grants grants) {

  /**
   * The request; nothing is sent.
   *
   * @param address in which references to secrets may stand
   * @param timeoutMillis how long the answer may take
   * @throws IllegalArgumentException when the address is none
   * @throws io.tributary.common.error.TributaryException when its host or secret is not granted
   */
  public HttpRequest request(String address, long timeoutMillis, CloudEvent<?> event) {
    URI url = URI.create(secrets.interpolate(address));
    grants.requireHost(url);
    return HttpRequest.newBuilder(url)
        .timeout(Duration.ofMillis(timeoutMillis))
        .header("Content-Type", "application/cloudevents+json")
        .header("Idempotency-Key", event.id())
        .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(event)))
        .build();
  }
}
