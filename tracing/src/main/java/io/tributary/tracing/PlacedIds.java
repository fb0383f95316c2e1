package io.tributary.tracing;

import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.Objects;
import java.util.function.Supplier;

/** Gives a span the ids of its place, instead of random ones. Thread-safe. */
final class PlacedIds implements IdGenerator {
  private final ThreadLocal<SpanPlace> place = new ThreadLocal<>();

  /** Begins a span at a place, on this thread. */
  <T> T at(SpanPlace taken, Supplier<T> beginning) {
    place.set(taken);
    try {
      return beginning.get();
    } finally {
      place.remove();
    }
  }

  @Override
  public String generateSpanId() {
    return taken().spanId();
  }

  @Override
  public String generateTraceId() {
    return taken().traceId();
  }

  private SpanPlace taken() {
    return Objects.requireNonNull(place.get(), "every span is begun at a place");
  }
}
