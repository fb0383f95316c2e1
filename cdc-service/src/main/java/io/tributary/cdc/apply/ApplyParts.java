package io.tributary.cdc.apply;

import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.cdc.apply.commit.ApplyHooks;
import io.tributary.cdc.apply.deadletter.DeadLetterTopic;
import io.tributary.cdc.apply.policy.ApplySettings;
import io.tributary.cdc.apply.read.ChangeChannels;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** The services that all streams share; all of them are thread-safe. */
@ApplicationScoped
public class ApplyParts {
  private final ApplySettings settings;
  private final ChangeChannels channels;
  private final Vertx vertx;
  private final DeadLetterTopic deadLetterTopic;
  private final ApplyHooks hooks;
  private final MeterRegistry meters;
  private final Clock clock;

  ApplyParts(
      ApplySettings settings,
      ChangeChannels channels,
      Vertx vertx,
      DeadLetterTopic deadLetterTopic,
      ApplyHooks hooks,
      MeterRegistry meters,
      Clock clock) {
    this.settings = settings;
    this.channels = channels;
    this.vertx = vertx;
    this.deadLetterTopic = deadLetterTopic;
    this.hooks = hooks;
    this.meters = meters;
    this.clock = clock;
  }

  ApplySettings settings() {
    return settings;
  }

  ChangeChannels channels() {
    return channels;
  }

  Vertx vertx() {
    return vertx;
  }

  DeadLetterTopic deadLetterTopic() {
    return deadLetterTopic;
  }

  ApplyHooks hooks() {
    return hooks;
  }

  MeterRegistry meters() {
    return meters;
  }

  Clock clock() {
    return clock;
  }
}
