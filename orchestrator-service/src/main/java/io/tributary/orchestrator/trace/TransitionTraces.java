package io.tributary.orchestrator.trace;

import io.tributary.orchestrator.state.Aborting;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.state.MigrationState;
import io.tributary.orchestrator.state.Rehearsing;
import io.tributary.tracing.CutoverTraces;
import io.tributary.tracing.SpanPlace;
import io.tributary.tracing.TracedSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells the spans of one migration that have ended, each once while this process lives. What ended
 * in the last minutes is told again by a process that takes over: the one before may have died
 * before it was told. Used by one thread.
 */
public final class TransitionTraces {
  private static final Duration RECENT = Duration.ofMinutes(10);

  private final CutoverTraces traces;
  private final Set<SpanPlace> told = new HashSet<>();

  /** Nothing is told yet. */
  public TransitionTraces(CutoverTraces traces) {
    this.traces = traces;
  }

  /** A decision was stored. */
  public void passed(MigrationRecord before, MigrationRecord after) {
    if (!traces.told()) {
      return;
    }
    if (before.state() instanceof Rehearsing rehearsing) {
      new RehearsalSpans(after.plan().name())
          .between(rehearsing, after.state())
          .forEach(traces::tell);
    }
    takenUp(after, after.updatedAt());
  }

  /** A record is known, from before or from another process. */
  public void takenUp(MigrationRecord record, Instant now) {
    if (!traces.told()) {
      return;
    }
    List<TracedSpan> spans = standing(record);
    told.retainAll(spans.stream().map(TracedSpan::place).toList());
    Instant recent = now.minus(RECENT);
    spans.stream()
        .filter(span -> span.endedAt().isAfter(recent))
        .filter(span -> told.add(span.place()))
        .forEach(traces::tell);
  }

  private static List<TracedSpan> standing(MigrationRecord record) {
    String migration = record.plan().name();
    MigrationState state = record.state();
    List<TracedSpan> spans = new ArrayList<>();
    state.lastCutover().stream()
        .flatMap(
            run ->
                new CutoverSpans(migration, run, state instanceof Aborting ? state.since() : null)
                    .all().stream())
        .forEach(spans::add);
    state.lastRehearsal().map(new RehearsalSpans(migration)::whole).ifPresent(spans::add);
    return spans;
  }
}
