package io.tributary.cdc.apply;

import io.tributary.cdc.apply.commit.ChangeBatch;
import io.tributary.cdc.apply.commit.Checkpoint;
import io.tributary.cdc.apply.commit.StreamCommitter;
import io.tributary.cdc.apply.count.UnkeptCounts;
import io.tributary.cdc.apply.quarantine.LaterStates;
import io.tributary.cdc.apply.read.ChangeChannel;
import io.tributary.cdc.apply.repair.RepairOutcome;
import io.tributary.common.change.ChangeRecord;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.TableRestartObserved;
import io.tributary.common.quarantine.QuarantineContent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The thread of one stream: runs from the checkpoint, and again from there after every failure that
 * may pass. A failure that is not retryable ends the thread.
 */
final class StreamWorker implements Runnable, StreamEvents {
  private static final Logger LOG = Logger.getLogger(StreamWorker.class);

  private final StreamId stream;
  private final StreamPlan plan;
  private final ApplyParts parts;
  private final Consumer<StreamId> onChange;
  private final StreamState state;
  private final ApplyMetrics metrics;
  private final StopSignal stop = new StopSignal();
  private final Queue<ReplayRequest> replays = new ConcurrentLinkedQueue<>();
  private final Queue<RepairRequest> repairs = new ConcurrentLinkedQueue<>();
  private volatile Map<String, Long> tableRestarts;
  private final LaterStates later = new LaterStates();
  private final AtomicBoolean setAsideElsewhere = new AtomicBoolean();
  private final UnkeptCounts unkept;
  private final StreamRetry retry;
  private final StreamTarget streamTarget;
  private final Thread thread;
  private long forged;

  StreamWorker(
      StreamPlan plan,
      ApplyParts parts,
      Consumer<StreamId> onChange,
      Consumer<StreamId> asideChanged) {
    this.stream = plan.moving().stream();
    this.plan = plan;
    this.tableRestarts = plan.tableRestarts();
    this.parts = parts;
    this.onChange = onChange;
    this.state = new StreamState(stream, parts.clock(), parts.settings());
    this.metrics = new ApplyMetrics(parts.meters(), stream, parts.clock());
    this.unkept = new UnkeptCounts(parts.clock());
    this.retry = new StreamRetry(parts.settings(), stop, this::tell);
    this.streamTarget = new StreamTarget(plan.moving(), parts, retry, asideChanged);
    this.thread = new Thread(this, "apply " + stream);
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Asks for the end; false when the thread did not end in time. */
  boolean stop(long millis) throws InterruptedException {
    stop.request();
    thread.join(millis);
    return !thread.isAlive();
  }

  boolean alive() {
    return thread.isAlive();
  }

  /** Whether the thread is on its way out: stopped, or failed for good. */
  boolean ending() {
    ErrorReport error = state.status().error();
    return stop.requested() || (error != null && !error.retryable());
  }

  ApplyStatus status() {
    return state.status();
  }

  /** Has the stream read what is kept aside again, because a step outside of it has added rows. */
  void readAsideAnew() {
    setAsideElsewhere.set(true);
  }

  /** The last order to begin each table anew. */
  void restartTables(Map<String, Long> orders) {
    tableRestarts = orders;
  }

  void ask(ReplayRequest replay) {
    replays.add(replay);
  }

  void withdraw(ReplayRequest replay) {
    replays.remove(replay);
  }

  void ask(RepairRequest repair) {
    repairs.add(repair);
  }

  void withdraw(RepairRequest repair) {
    repairs.remove(repair);
  }

  @Override
  public void run() {
    try {
      while (!stop.requested() && runOnce()) {
        LOG.infof("restart migration=%s source=%s", stream.migration(), stream.source());
      }
    } finally {
      state.ended();
      onChange.accept(stream);
    }
  }

  /** Runs until something goes wrong; whether to try again. */
  private boolean runOnce() {
    try {
      return runFromCheckpoint();
    } catch (StopSignal.Stopped e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (TributaryException e) {
      return retry.after(e.report(), e);
    } catch (RuntimeException e) {
      return retry.after(UnexpectedFailure.of(stream, e), e);
    }
  }

  /** Whether to run again. */
  private boolean runFromCheckpoint() throws InterruptedException {
    try (StreamCommitter committer = plan.committers().of(later, streamTarget, parts.hooks())) {
      StreamStart start = start(committer);
      Checkpoint from = start.checkpoint();
      state.connected(from, committer.setAside());
      metrics.setAside(committer.setAside());
      if (from.snapshotComplete()) {
        snapshotCompleted(committer::readAnew);
      }
      try (ChangeChannel channel = parts.channels().open(stream, state::nextOffset)) {
        LOG.infof(
            "start migration=%s source=%s offset=%d position=%d",
            stream.migration(), stream.source(), from.offset(), from.position());
        return new StreamRun(stream, start, channel, committer, this, parts).run(stop);
      }
    }
  }

  private StreamStart start(StreamCommitter committer) {
    Checkpoint at = committer.connect();
    return at.snapshotComplete()
        ? StreamStart.at(at)
        : new CopyStage(plan.initialRows(), committer, this, stop).after(at, state::copying);
  }

  private void tell(ErrorReport report, Throwable cause) {
    LOG.errorf(
        cause,
        "apply migration=%s source=%s code=%s %s",
        stream.migration(),
        stream.source(),
        report.code(),
        report.message());
    state.failed(report);
    metrics.failed(report);
    onChange.accept(stream);
  }

  @Override
  public void committed(ChangeBatch batch, Checkpoint to, QuarantineContent aside, boolean more) {
    retry.succeeded();
    boolean notable = state.committed(to, batch, aside, more);
    metrics.committed(batch, aside);
    unkept.add(batch.counts());
    batch.behindFence().ifPresent(this::behindFence);
    batch.foreign().ifPresent(this::foreign);
    if (notable) {
      onChange.accept(stream);
    }
  }

  private void foreign(ErrorReport report) {
    state.foreign(report);
    behindFence(report);
  }

  private void behindFence(ErrorReport report) {
    LOG.errorf(
        "behind the fence migration=%s source=%s code=%s %s",
        stream.migration(), stream.source(), report.code(), report.message());
    metrics.failed(report);
    onChange.accept(stream);
  }

  @Override
  public void idle(boolean nothing) {
    state.idle(nothing);
  }

  @Override
  public void forged(ChangeRecord.Message message) {
    metrics.forged();
    forged++;
    ErrorReport report = ForgedMessage.report(stream, message, forged);
    if (forged == 1) {
      LOG.warnf(
          "migration=%s source=%s code=%s %s",
          stream.migration(), stream.source(), report.code(), report.message());
    }
    state.warned(report);
  }

  @Override
  public void snapshotStarted() {
    later.forget();
    state.snapshotComplete(false);
    onChange.accept(stream);
  }

  @Override
  public void snapshotCompleted(Supplier<QuarantineContent> anew) {
    state.snapshotRowsIn();
    onChange.accept(stream);
    plan.onSnapshotComplete().run();
    setAside(anew.get());
    state.snapshotComplete(true);
    onChange.accept(stream);
  }

  @Override
  public Optional<ReplayRequest> replayAsked() {
    return Optional.ofNullable(replays.peek());
  }

  @Override
  public Optional<RepairRequest> repairAsked() {
    return Optional.ofNullable(repairs.peek());
  }

  @Override
  public void repaired(RepairRequest request, RepairOutcome outcome) {
    repairs.remove(request);
    request.outcome().complete(outcome);
    onChange.accept(stream);
  }

  @Override
  public Map<String, Long> tableRestarts() {
    return tableRestarts;
  }

  @Override
  public void tablesRestarted(List<TableRestartObserved> tables) {
    if (state.tablesRestarted(tables)) {
      onChange.accept(stream);
    }
  }

  @Override
  public UnkeptCounts unkeptCounts() {
    return unkept;
  }

  @Override
  public boolean setAsideElsewhere() {
    return setAsideElsewhere.getAndSet(false);
  }

  @Override
  public void setAside(QuarantineContent aside) {
    state.setAside(aside);
    metrics.setAside(aside);
  }

  @Override
  public void replayed(ReplayRequest request, long applied, QuarantineContent aside) {
    setAside(aside);
    replays.remove(request);
    request.applied().complete(applied);
    onChange.accept(stream);
  }
}
