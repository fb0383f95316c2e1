package io.tributary.cdc.reconcile.observed;

import io.smallrye.reactive.messaging.kafka.Record;
import io.tributary.common.event.CloudEvent;
import io.tributary.common.event.SourceProgress;
import io.tributary.common.json.Json;
import io.tributary.common.observed.ObservedState;
import io.tributary.common.observed.SourceObserved;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/**
 * Publishes observed state for the orchestrator and progress events for the world outside. While
 * the broker is away the latest of each key waits. Thread-safe.
 */
@ApplicationScoped
public class ObservedPublisher {
  private static final String EVENT_SOURCE = "/tributary/cdc-service";

  private final LatestRecords observed;
  private final LatestRecords progress;

  ObservedPublisher(
      @Channel("observed") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
          Emitter<Record<String, byte[]>> observed,
      @Channel("progress") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
          Emitter<Record<String, byte[]>> progress) {
    this.observed = new LatestRecords((key, value) -> observed.send(Record.of(key, value)));
    this.progress = new LatestRecords((key, value) -> progress.send(Record.of(key, value)));
  }

  /** Publishes the latest of its key; of a source also as a progress event. */
  public synchronized void publish(ObservedState latest) {
    observed.send(latest.key(), Json.write(latest));
    if (latest instanceof SourceObserved source) {
      progress.send(source.key(), Json.write(event(source)));
    }
  }

  private static CloudEvent<SourceProgress> event(SourceObserved source) {
    return CloudEvent.of(
        UUID.randomUUID().toString(),
        EVENT_SOURCE,
        CloudEvent.PROGRESS_SOURCE,
        source.migration() + "/" + source.source(),
        source.at(),
        new SourceProgress(source.migration(), source.source(), source.phase(), source.stream()));
  }
}
