package io.tributary.cdc.apply;

import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.cdc.apply.channel.ChangeChannels;
import io.tributary.cdc.database.Databases;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** What every stream shares; all of it is thread-safe. */
@ApplicationScoped
public class ApplyParts {
  private final ApplyConfig config;
  private final ChangeChannels channels;
  private final Vertx vertx;
  private final DeadLetterTopic deadLetterTopic;
  private final ApplyHooks hooks;
  private final MeterRegistry meters;
  private final Clock clock;
  private final Databases databases;

  ApplyParts(
      ApplyConfig config,
      ChangeChannels channels,
      Vertx vertx,
      DeadLetterTopic deadLetterTopic,
      ApplyHooks hooks,
      MeterRegistry meters,
      Clock clock,
      Databases databases) {
    this.config = config;
    this.channels = channels;
    this.vertx = vertx;
    this.deadLetterTopic = deadLetterTopic;
    this.hooks = hooks;
    this.meters = meters;
    this.clock = clock;
    this.databases = databases;
  }

  ApplyConfig config() {
    return config;
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

  Databases databases() {
    return databases;
  }
}
