package io.tributary.common.observed;

import io.tributary.common.error.ErrorReport;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of one source: its capture, its stream and its part of the target. Written by the one
 * cdc-service that owns the source; at once when it changes and otherwise every second.
 *
 * @param source the source's name
 * @param phase how far it is
 * @param achieved whether the goal of {@code generation} is reached for this source
 * @param connector state of the connector and its task as Connect reports it, such as RUNNING or
 *     FAILED
 * @param stream what was moved so far
 * @param fence the fence that stands at the source, null when there is none
 * @param deadLetters what became of the last request about dead letters, null before the first
 * @param error why it stopped or what it is waiting for, null when all is well
 * @param warnings what somebody should look at, and what stops nothing
 */
public record SourceObserved(
    String migration,
    String source,
    long generation,
    SourcePhase phase,
    boolean achieved,
    String connector,
    StreamProgress stream,
    @Nullable FenceObserved fence,
    @Nullable DeadLettersObserved deadLetters,
    @Nullable ErrorReport error,
    Instant at,
    List<ErrorReport> warnings)
    implements ObservedState {

  public SourceObserved {
    warnings = warnings == null ? List.of() : List.copyOf(warnings);
  }

  /** A source without warnings. */
  public SourceObserved(
      String migration,
      String source,
      long generation,
      SourcePhase phase,
      boolean achieved,
      String connector,
      StreamProgress stream,
      @Nullable FenceObserved fence,
      @Nullable DeadLettersObserved deadLetters,
      @Nullable ErrorReport error,
      Instant at) {
    this(
        migration,
        source,
        generation,
        phase,
        achieved,
        connector,
        stream,
        fence,
        deadLetters,
        error,
        at,
        List.of());
  }

  /** A source that has carried out no request about dead letters. */
  public SourceObserved(
      String migration,
      String source,
      long generation,
      SourcePhase phase,
      boolean achieved,
      String connector,
      StreamProgress stream,
      @Nullable FenceObserved fence,
      @Nullable ErrorReport error,
      Instant at) {
    this(migration, source, generation, phase, achieved, connector, stream, fence, null, error, at);
  }

  @Override
  public String key() {
    return migration + "/source/" + source;
  }
}
