package io.tributary.validator.watch;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.desired.RowRequest;
import io.tributary.common.model.Direction;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.RehearsedComparison;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.ComparisonLimits;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.validator.changes.LiveChanges;
import io.tributary.validator.fence.FenceVerification;
import io.tributary.validator.ledger.Ledger;
import io.tributary.validator.ledger.ProvenEquality;
import io.tributary.validator.pass.ChangedRowsRun;
import io.tributary.validator.pass.ComparisonPasses;
import io.tributary.validator.query.QueryTiming;
import io.tributary.validator.run.RunContext;
import io.tributary.validator.source.end.WatchedSource;
import io.tributary.validator.values.DifferingRowsReading;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares one stream of a source as the goal of its migration asks: whole tables and what changes
 * while it replicates, one verification per cutover behind the fence, nothing otherwise.
 * Thread-safe; no method waits.
 */
public final class SourceWatch implements AutoCloseable {
  private final WatchedSource watched;
  private final RunContext context;
  private volatile Ledger ledger;
  private @Nullable ComparisonPasses passes;
  private @Nullable ChangedRowsRun changedRows;
  private @Nullable FenceVerification verification;
  private @Nullable QueryTiming queries;
  private final RepairedTables repaired = new RepairedTables();
  private ComparisonLimits limits;
  private Optional<ProvenEquality> proven = Optional.empty();
  private long generation;
  private long restart;
  private long passesBefore;

  /** Watches a stream of a source once told the goal. */
  public SourceWatch(WatchedSource watched, RunContext context) {
    this.watched = watched;
    this.context = context;
    this.limits = watched.migration().validation().limits();
    this.ledger = new Ledger(context.limits(), changes(), context.clock());
  }

  private LiveChanges changes() {
    return new LiveChanges(dirty -> context.follow(stream(), dirty));
  }

  /**
   * Works towards a goal; a repeated goal changes nothing but the generation.
   *
   * @param cutoverId the fence token, null before the first cutover
   * @param byOther what the stream that goes the other way has proven behind a fence
   */
  public synchronized void desire(
      MigrationGoal goal,
      long newGeneration,
      @Nullable String cutoverId,
      Optional<ProvenEquality> byOther) {
    generation = newGeneration;
    switch (goal) {
      case REPLICATE -> {
        stopVerification();
        proven = Optional.empty();
        startPasses(byOther.filter(equality -> equality.cutoverId().equals(cutoverId)));
      }
      case REHEARSE -> {
        stopPasses();
        startVerification(token(cutoverId), true);
      }
      case FENCE, VERIFY -> {
        stopPasses();
        startVerification(token(cutoverId), false).expectFence();
      }
      case PAUSE -> stopRuns();
      case IDLE, PREFLIGHT, OPEN, SWITCHED, COMPLETE, ABORT, STAND_BY, WITHDRAW -> close();
    }
  }

  /**
   * Times the queries of the source, once for a rehearsal; ends that where it is not asked for.
   *
   * @param rehearsalId empty for not now
   */
  public synchronized void timeQueries(Optional<String> rehearsalId) {
    if (queries != null && rehearsalId.filter(queries.rehearsalId()::equals).isPresent()) {
      return;
    }
    stopQueries();
    if (rehearsalId.isPresent() && watched.direction() == Direction.OUT) {
      QueryTiming begun = new QueryTiming(watched, context, rehearsalId.get(), this::publish);
      queries = begun;
      if (verification != null) {
        verification.rest();
      }
      context.executor().execute(begun);
    }
  }

  /** What comparisons may take from now on. */
  public synchronized void limit(ComparisonLimits newLimits) {
    limits = newLimits;
    if (passes != null) {
      passes.limit(newLimits);
    }
  }

  /**
   * The last order to begin the source anew: what was found before it is of rows that are gone.
   *
   * @param order its number, 0 for none
   */
  public synchronized void restarted(long order) {
    if (order > restart) {
      restart = order;
      stopRuns();
      passesBefore = 0;
      proven = Optional.empty();
      ledger.close();
      ledger = new Ledger(context.limits(), changes(), restart, context.clock());
    }
  }

  /** The last order to begin each table anew: a table is compared once that is carried out. */
  public synchronized void tablesRestarted(Map<String, Long> orders) {
    ledger.restarts().restarted(orders, watched.plan()::tableDisplayed);
  }

  /** The repairs that are asked for now: a table whose repair has ended is compared at once. */
  public synchronized void repairing(List<RowRequest> requests) {
    repaired
        .ended(stream().source(), requests)
        .forEach(
            named ->
                ledger.verdicts().tables().stream()
                    .filter(table -> table.display().equals(named))
                    .forEach(ledger.requests()::add));
  }

  /** Starts a pass now; false when the source is not being replicated. */
  public synchronized boolean recheck() {
    if (passes != null) {
      passes.recheck();
    }
    return passes != null;
  }

  /** Whether a cutover may wait for what is compared here now. */
  public synchronized boolean busy() {
    return (passes != null && passes.findsOut()) || (verification != null && !verification.done());
  }

  /** The latest verdict of each table. */
  public List<TableVerdict> verdicts() {
    return ledger.verdicts().all();
  }

  /** Reads rows that differ with their values, apart from what is compared. */
  public DifferingRowsReading differingRows() {
    return DifferingRowsReading.of(watched, context);
  }

  /** Which stream this watches. */
  public StreamId stream() {
    return watched.stream();
  }

  /** Whether this watches exactly that. */
  public boolean watches(WatchedSource other) {
    return watched.same(other);
  }

  /** What was proven behind the fence that was passed last; empty where nothing was. */
  public synchronized Optional<ProvenEquality> proven() {
    return verification == null ? proven : verification.proven();
  }

  private void startPasses(Optional<ProvenEquality> byOther) {
    if (passes == null) {
      passes = new ComparisonPasses(watched, context, ledger, limits, this::publish);
      changedRows = new ChangedRowsRun(watched, context, ledger, byOther, this::publish);
      context.executor().execute(passes);
      context.executor().execute(changedRows);
    }
  }

  private static String token(@Nullable String cutoverId) {
    return Objects.requireNonNull(cutoverId, "these goals are those of a cutover");
  }

  private FenceVerification startVerification(String cutoverId, boolean rehearse) {
    if (verification != null && verification.cutoverId().equals(cutoverId)) {
      if (verification.done() || verification.rehearsed()) {
        publish();
      }
      return verification;
    }
    stopVerification();
    FenceVerification begun =
        new FenceVerification(watched, context, ledger, cutoverId, rehearse, this::publish);
    verification = begun;
    context.executor().execute(begun);
    return begun;
  }

  private void stopPasses() {
    if (passes != null) {
      passes.stop();
      passesBefore += passes.finished();
      passes = null;
    }
    if (changedRows != null) {
      changedRows.stop();
      changedRows = null;
    }
  }

  private void stopVerification() {
    if (verification != null) {
      proven = verification.proven();
      verification.stop();
      verification = null;
    }
  }

  private void stopQueries() {
    if (queries != null) {
      queries.stop();
      queries = null;
    }
  }

  private void stopRuns() {
    stopPasses();
    stopVerification();
    stopQueries();
  }

  private synchronized void publish() {
    String rehearsed =
        verification != null && verification.rehearsed() ? verification.cutoverId() : null;
    @Nullable RehearsedComparison rehearsal =
        verification == null ? null : verification.rehearsal();
    String verified = verification != null && verification.done() ? verification.cutoverId() : null;
    context
        .reports()
        .observed(
            new ValidationObserved(
                stream().migration(),
                stream().source(),
                generation,
                rehearsed,
                rehearsal,
                verified,
                passesBefore + (passes == null ? 0 : passes.finished()),
                ledger.observed(),
                ObservedDifferences.of(verdicts()),
                queries == null ? List.of() : queries.trials(),
                context.clock().instant()));
  }

  @Override
  public synchronized void close() {
    stopRuns();
    // The stream may be another one when it goes on, so its offsets say nothing any more.
    ledger.close();
    ledger = ledger.asPast(changes(), context.clock());
  }
}
