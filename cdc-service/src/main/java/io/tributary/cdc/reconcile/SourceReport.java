package io.tributary.cdc.reconcile;

import io.tributary.cdc.reconcile.observed.OrderOffer;
import io.tributary.cdc.reconcile.request.RowOutcomes;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.observed.RehearsedSteps;
import io.tributary.common.observed.SourceAnswers;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.SourcePhase;
import io.tributary.common.observed.SourceProblems;
import io.tributary.common.observed.SourceStanding;
import io.tributary.common.observed.StreamProgress;
import io.tributary.common.observed.TableRestartObserved;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a source in the moment, turned into the record that travels. Pure.
 *
 * @param step the step in hand
 * @param stepError why the last step failed, null when it did not
 * @param sight what was last seen of stream and connector
 * @param requests what became of the last requests about rows
 * @param rehearsed what the last rehearsal took, null before the first
 */
record SourceReport(
    StreamId stream,
    DesiredState desired,
    SourceFacts facts,
    SourceStep step,
    @Nullable ErrorReport stepError,
    SourceSight sight,
    RowOutcomes requests,
    @Nullable RehearsedSteps rehearsed) {

  /** Of a source of which nothing was rehearsed. */
  SourceReport(
      StreamId stream,
      DesiredState desired,
      SourceFacts facts,
      SourceStep step,
      @Nullable ErrorReport stepError,
      SourceSight sight,
      RowOutcomes requests) {
    this(stream, desired, facts, step, stepError, sight, requests, null);
  }

  /** A source of which nothing is known but that its order cannot be read. */
  static SourceObserved unreadable(
      DesiredRecords.UnreadableOrder order, String source, Instant now) {
    return new SourceObserved(
        new StreamId(order.migration(), source),
        new SourceStanding(order.generation(), SourcePhase.STOPPED, false),
        "NONE",
        StreamProgress.none(),
        SourceAnswers.none(),
        SourceProblems.of(order.error()),
        now);
  }

  SourceObserved at(Instant now) {
    ErrorReport error = error();
    // Nothing waits for apply or the connector any more: their errors are told, and block nothing.
    boolean over = facts.is(SourceFact.OPENED) || facts.is(SourceFact.RETIRED);
    ErrorReport blocking = over ? stepError : error;
    boolean achieved = blocking == null && new SourceDecision(desired, facts, stream).achieved();
    return new SourceObserved(
        stream,
        new SourceStanding(desired.generation(), phase(blocking), achieved, looked()),
        sight.capture().connector(),
        sight.progress(),
        new SourceAnswers(
            fence(),
            requests.deadLetters(),
            requests.repair(),
            rehearsed,
            restarted(),
            tableRestarts(),
            sight.capture().newTables()),
        new SourceProblems(error, sight.warnings().stream().map(offer()::fitting).toList()),
        now);
  }

  private @Nullable Long restarted() {
    return facts.restarted() == 0 ? null : (Long) facts.restarted();
  }

  /** Of each table that was ordered to, also where the stream has not taken note yet. */
  private List<TableRestartObserved> tableRestarts() {
    List<TableRestartObserved> seen = sight.apply().tableRestarts();
    return desired.tableRestarts(stream).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            order ->
                seen.stream()
                    .filter(table -> table.table().equals(order.getKey()))
                    .filter(table -> table.ordered() >= order.getValue())
                    .findFirst()
                    .orElseGet(
                        () -> TableRestartObserved.waiting(order.getKey(), order.getValue())))
        .toList();
  }

  private boolean looked() {
    return facts.is(SourceFact.INSPECTED) && facts.unfenced();
  }

  private @Nullable ErrorReport error() {
    return Stream.of(
            stepError,
            facts.is(SourceFact.GIVEN_UP) ? sight.capture().error() : null,
            sight.apply().error(),
            facts.is(SourceFact.CAPTURED) ? sight.capture().error() : null,
            silence())
        .filter(e -> e != null)
        .findFirst()
        .map(offer()::fitting)
        .orElse(null);
  }

  private OrderOffer offer() {
    return new OrderOffer(stream, desired.goal());
  }

  /** Only where heartbeats have to come: nobody looks after the connector of an open target. */
  private @Nullable ErrorReport silence() {
    boolean expected =
        switch (desired.goal()) {
          case REPLICATE, REHEARSE, FENCE, VERIFY, STAND_BY ->
              facts.is(SourceFact.SNAPSHOT_COMPLETE);
          case IDLE, PREFLIGHT, PAUSE, OPEN, SWITCHED, COMPLETE, ABORT, WITHDRAW -> false;
        };
    return expected && facts.is(SourceFact.APPLYING) ? sight.apply().silence() : null;
  }

  private @Nullable FenceObserved fence() {
    return facts
        .fence()
        .map(
            f ->
                f.drained(
                    facts.is(SourceFact.OPENED)
                        ? facts.drainedTo(f.token())
                        : facts.openableAt(f.token())))
        .orElse(null);
  }

  private SourcePhase phase(@Nullable ErrorReport error) {
    if (error != null && !error.retryable()) {
      return SourcePhase.STOPPED;
    }
    if (facts.is(SourceFact.RETIRED) && step == SourceStep.NONE) {
      return SourcePhase.RETIRED;
    }
    if (facts.is(SourceFact.OPENED)) {
      return SourcePhase.OPENED;
    }
    if (facts.fence().isPresent()) {
      return facts.drainedTo(facts.fence().get().token())
          ? SourcePhase.DRAINED
          : SourcePhase.FENCED;
    }
    if (desired.goal() == MigrationGoal.PAUSE && !facts.is(SourceFact.APPLYING)) {
      return SourcePhase.PAUSED;
    }
    if (facts.is(SourceFact.APPLYING)) {
      return streaming();
    }
    return facts.is(SourceFact.PREPARED) || step == SourceStep.PREPARE
        ? SourcePhase.PREPARING
        : SourcePhase.NEW;
  }

  private SourcePhase streaming() {
    if (facts.is(SourceFact.SNAPSHOT_COMPLETE)) {
      return SourcePhase.STREAMING;
    }
    return sight.apply().snapshotRowsIn() ? SourcePhase.INDEXING : SourcePhase.SNAPSHOT;
  }
}
