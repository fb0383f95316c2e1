package io.tributary.validator.fence;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.observed.RehearsedComparison;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.compare.KnownRanges;
import io.tributary.validator.compare.TableComparer;
import io.tributary.validator.database.ParallelReads;
import io.tributary.validator.ledger.Ledger;
import io.tributary.validator.ledger.LedgerStore;
import io.tributary.validator.ledger.ProvenEquality;
import io.tributary.validator.run.RunContext;
import io.tributary.validator.run.SharedPace;
import io.tributary.validator.run.SourceRun;
import io.tributary.validator.settle.ComparedEnds;
import io.tributary.validator.source.end.Checkpoint;
import io.tributary.validator.source.end.WatchedSource;
import io.tributary.validator.verdict.TableOutcome;
import io.tributary.validator.verdict.VerdictAssembly;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Verifies one source for one cutover. Everything that needs no fence (sessions, catalogs, what
 * changed since the tables were found equal) is done before the fence token arrives at the
 * follower.
 */
public final class FenceVerification extends SourceRun {
  private static final Logger LOG = Logger.getLogger(FenceVerification.class);
  private static final long EXPECTED_POLL_MILLIS = 3;

  private final Ledger ledger;
  private final String cutoverId;
  private final Runnable changed;
  private final VerdictAssembly assembly;
  private final ParallelReads reads;
  private final boolean rehearse;
  private final SourceRehearsal rehearsal;
  private final VerificationTraces traces;
  private volatile boolean fenceExpected;
  private @Nullable Checkpoint other;
  private volatile @Nullable ProvenEquality proven;
  private volatile boolean done;

  /**
   * A verification to be run on a thread of its own.
   *
   * @param ledger what is known to be equal; what this run finds is kept there, too
   * @param rehearse whether to verify once without a fence, its result thrown away: both databases
   *     have the pages at hand then, and what is slow the first time is done
   * @param changed called once the rehearsal is over, and once the verdicts are kept
   */
  public FenceVerification(
      WatchedSource watched,
      RunContext context,
      Ledger ledger,
      String cutoverId,
      boolean rehearse,
      Runnable changed) {
    super(watched.unlimited(), context);
    this.ledger = ledger;
    this.cutoverId = cutoverId;
    this.rehearse = rehearse;
    this.changed = changed;
    this.assembly = new VerdictAssembly(stream, context.clock());
    this.reads = new ParallelReads(context.executor());
    this.traces = new VerificationTraces(stream, context, cutoverId);
    this.rehearsal = new SourceRehearsal(watched, context, ledger, reads, traces, this::stopped);
  }

  /** The cutover for which the source is verified. */
  public String cutoverId() {
    return cutoverId;
  }

  /** Whether the verification was tried without a fence. */
  public boolean rehearsed() {
    return rehearsal.measured() != null;
  }

  /** What the rehearsal took; null before its end. */
  public @Nullable RehearsedComparison rehearsal() {
    return rehearsal.measured();
  }

  /** Ends the rehearsal: the fence is being raised, and the catalogs are read again. */
  public void expectFence() {
    fenceExpected = true;
  }

  /** Compares nothing more before the fence is expected: something else is measured. */
  public void rest() {
    rehearsal.rest();
  }

  /** Whether all tables have their verdict. */
  public boolean done() {
    return done;
  }

  /** What it has proven for the stream that goes the other way, if there is one. */
  public Optional<ProvenEquality> proven() {
    return Optional.ofNullable(proven);
  }

  @Override
  protected long retryMillis() {
    return 100;
  }

  @Override
  protected void work(ComparedEnds ends) {
    TableMap tables = ends.pairing().tables(reads);
    takeUp(tables, ends);
    try (FollowedCounts counts = new FollowedCounts(ends, ledger, reads)) {
      if (rehearse) {
        rehearse(tables, ends, counts);
        while (!fenceExpected) {
          counts.releaseWhenOld();
          rehearsal.narrowWhereMuchChanged(tables, ends);
          ends.pause(EXPECTED_POLL_MILLIS);
        }
        tables = ends.pairing().tables(reads);
      }
      verifyFenced(tables, ends, counts);
    }
  }

  private void verifyFenced(TableMap tables, ComparedEnds ends, FollowedCounts counts) {
    Checkpoint fenced = awaitFence(ends, counts);
    Instant started = context.clock().instant();
    ledger.changes().awaitEnd(fenced.offset(), this::stopped);
    VerificationPlan plan = plan(tables, ends);
    Checkpoint before = other == null ? otherStream(ends) : other;
    List<TableVerdict> verdicts = verify(tables, plan, ends, counts, fenced, started);
    proven =
        Optional.ofNullable(before)
            .flatMap(
                closed ->
                    ProvenEquality.of(
                        cutoverId, closed, ledger.verdicts().of(tables.targets().keySet())))
            .orElse(null);
    done = true;
    changed.run();
    verdicts.forEach(context.reports()::table);
    traces.verified(started, plan);
    LOG.infof(
        "verified migration=%s source=%s cutover=%s tables=%d full=%d keys=%d millis=%d",
        stream.migration(),
        stream.source(),
        cutoverId,
        verdicts.size(),
        plan.full().size(),
        plan.keys().size(),
        Duration.between(started, context.clock().instant()).toMillis());
  }

  /** So that an instance that is started while writers wait knows what this one knows. */
  private void takeUp(TableMap tables, ComparedEnds ends) {
    Optional<Checkpoint> applied = ends.checkpoint();
    if (applied.isPresent() && (rehearse || !ledger.isOpen())) {
      try (LedgerStore store = new LedgerStore(stream, watched.copySession())) {
        ledger.open(store, tables, applied.get(), Optional.of(cutoverId));
        if (rehearse) {
          ledger.keep(store, applied.get(), Optional.of(cutoverId));
        }
      }
    }
  }

  private VerificationPlan plan(TableMap tables, ComparedEnds ends) {
    return VerificationPlan.of(tables, ledger, context.limits(), ends.pairing()::changedIds);
  }

  private void rehearse(TableMap tables, ComparedEnds ends, FollowedCounts counts) {
    rehearsal.run(
        tables,
        ends,
        counts,
        () -> comparison(tables, ends, counts, 0).rehearse(plan(tables, ends), ledger.verdicts()));
    other = otherStream(ends);
    changed.run();
  }

  /** Where it could not be asked, the other stream compares everything once it begins. */
  private @Nullable Checkpoint otherStream(ComparedEnds ends) {
    try {
      return watched.returns() ? ends.pairing().appliedByOther().checkpoint().orElse(null) : null;
    } catch (TributaryException e) {
      LOG.warnf("not handed over stream=%s cause=%s", stream, e.getMessage());
      return null;
    }
  }

  private boolean raisedHere(String token) {
    return FenceObserved.raisedIn(token, cutoverId);
  }

  private Checkpoint awaitFence(ComparedEnds ends, FollowedCounts counts) {
    try (SharedPace.Turn turn = context.fencePace().join()) {
      while (true) {
        Optional<Checkpoint> fenced =
            ends.checkpoint().filter(c -> c.fenceToken().filter(this::raisedHere).isPresent());
        if (fenced.isPresent()) {
          return fenced.get();
        }
        counts.releaseWhenOld();
        ends.pause(turn.millis());
      }
    }
  }

  private List<TableVerdict> verify(
      TableMap tables,
      VerificationPlan plan,
      ComparedEnds ends,
      FollowedCounts counts,
      Checkpoint fenced,
      Instant started) {
    try {
      Map<TablePair, TableOutcome> outcomes =
          comparison(tables, ends, counts, fenced.position()).run(plan, ledger.verdicts());
      Map<String, Long> deadLetters = ends.follower().read(assembly::deadLetters);
      List<TableVerdict> verdicts = new ArrayList<>();
      for (TableName table : tables.targets().keySet()) {
        TableOutcome outcome =
            outcomes.getOrDefault(tables.pairs().get(table), TableOutcome.failed());
        TableVerdict verdict =
            assembly.verdict(
                tables,
                table,
                outcome,
                deadLetters,
                started,
                ledger.verdicts().of(table).map(standing -> standing.verdict().time()));
        ledger.compared(tables, table, verdict, OptionalLong.of(fenced.offset()), Optional.empty());
        verdicts.add(verdict);
      }
      ledger.retain(tables.targets().keySet());
      tables
          .errors()
          .values()
          .forEach(e -> context.reports().failed(stream.migration(), stream.source(), e.report()));
      return verdicts;
    } catch (SQLException e) {
      throw ends.failure(e);
    } finally {
      ends.release();
      counts.close();
    }
  }

  private FencedComparison comparison(
      TableMap tables, ComparedEnds ends, FollowedCounts counts, long position) {
    TableComparer comparer =
        new TableComparer(
            reads,
            migration.validation().rowsPerChunk(),
            context.limits().differingRows(),
            new KnownRanges(),
            watched.load(),
            this::stopped);
    return new FencedComparison(
        tables, ends.pairing(), comparer, counts, context.limits().countedRows(), position);
  }
}
