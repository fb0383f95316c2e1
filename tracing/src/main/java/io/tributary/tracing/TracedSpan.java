package io.tributary.tracing;

import io.tributary.common.error.ErrorReport;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A span that has ended. It holds names, times, counts and codes, and never a value of a row nor
 * the text of an error, which may name one.
 *
 * @param name what was done, one of few
 * @param facts what else is known, by names that begin with {@code tributary.}
 * @param failure the code of the error with which it ended; empty where it went well
 */
public record TracedSpan(
    SpanPlace place,
    String name,
    Instant startedAt,
    Instant endedAt,
    Map<String, String> facts,
    Optional<String> failure) {
  private static final String SOURCE = "tributary.source";

  public TracedSpan {
    facts = Map.copyOf(facts);
  }

  /** A span of a migration that went well. */
  public static TracedSpan of(
      SpanPlace place, String name, Instant startedAt, Instant endedAt, String migration) {
    return new TracedSpan(
        place,
        name,
        startedAt,
        endedAt,
        Map.of("tributary.migration", migration, "tributary.cutover.id", place.cutoverId()),
        Optional.empty());
  }

  /** The same with one more fact. */
  public TracedSpan with(String fact, Object value) {
    Map<String, String> more = new TreeMap<>(facts);
    more.put(fact, String.valueOf(value));
    return new TracedSpan(place, name, startedAt, endedAt, more, failure);
  }

  /** The same as a work on one stream. */
  public TracedSpan ofSource(String source) {
    return with(SOURCE, source);
  }

  /** The same as ended with an error; null for none. */
  public TracedSpan failed(@Nullable ErrorReport error) {
    return error == null ? this : failedWith(error.code());
  }

  private TracedSpan failedWith(String code) {
    return new TracedSpan(place, name, startedAt, endedAt, facts, Optional.of(code));
  }
}
