package io.tributary.cdc.apply;

import io.tributary.cdc.apply.channel.ChangeChannel;
import io.tributary.cdc.apply.quarantine.LaterStates;
import io.tributary.cdc.apply.stream.FenceWatch;
import io.tributary.cdc.apply.stream.TransactionAssembler;
import io.tributary.cdc.apply.target.Batch;
import io.tributary.cdc.apply.target.Checkpoint;
import io.tributary.cdc.apply.target.SetAside;
import io.tributary.cdc.apply.target.Target;
import io.tributary.cdc.apply.target.TargetSession;
import io.tributary.cdc.definition.TableMaking;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import io.tributary.common.secret.SecretReader;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The thread of one stream: runs from the checkpoint, and again from there after every failure that
 * may pass. A failure that needs somebody ends it.
 */
final class StreamWorker implements Runnable, StreamEvents {
  private static final Logger LOG = Logger.getLogger(StreamWorker.class);

  private final StreamId stream;
  private final Migration migration;
  private final Source source;
  private final ApplyParts parts;
  private final InitialRows initialRows;
  private final Runnable onSnapshotComplete;
  private final TableMaking making;
  private final Consumer<StreamId> onChange;
  private final StreamState state;
  private final ApplyMetrics metrics;
  private final SecretReader secrets = new SecretReader();
  private final StopSignal stop = new StopSignal();
  private final Queue<ReplayAsk> replays = new ConcurrentLinkedQueue<>();
  private final LaterStates later = new LaterStates();
  private final Thread thread;
  private RetryDelay delay;

  StreamWorker(
      Migration migration,
      Source source,
      ApplyParts parts,
      InitialRows initialRows,
      TableMaking making,
      Runnable onSnapshotComplete,
      Consumer<StreamId> onChange) {
    this.stream = new StreamId(migration.name(), source.name());
    this.migration = migration;
    this.source = source;
    this.parts = parts;
    this.initialRows = initialRows;
    this.onSnapshotComplete = onSnapshotComplete;
    this.making = making;
    this.onChange = onChange;
    this.state = new StreamState(parts.clock(), parts.config());
    this.metrics = new ApplyMetrics(parts.meters(), stream, parts.clock());
    this.delay =
        new RetryDelay(parts.config().retryInitialMillis(), parts.config().retryMaxMillis(), 0);
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

  void ask(ReplayAsk replay) {
    replays.add(replay);
  }

  void withdraw(ReplayAsk replay) {
    replays.remove(replay);
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
      return failed(e.report(), e);
    } catch (RuntimeException e) {
      return failed(UnexpectedFailure.of(stream, e), e);
    }
  }

  /** Whether to run again. */
  private boolean runFromCheckpoint() throws InterruptedException {
    try (Target target = target()) {
      Checkpoint at = target.connect();
      CopyStage stage = new CopyStage(initialRows, target, this, stop);
      Checkpoint from = at.snapshotComplete() ? at : stage.after(at, state::copying);
      state.connected(from, target.setAside());
      metrics.setAside(target.setAside());
      if (from.snapshotComplete()) {
        snapshotCompleted();
      }
      TransactionAssembler assembler =
          new TransactionAssembler(
              stream, from.position(), !from.snapshotComplete(), parts.config().maxBufferedBytes());
      try (ChangeChannel channel = parts.channels().open(stream, state::nextOffset)) {
        LOG.infof(
            "start migration=%s source=%s offset=%d position=%d",
            stream.migration(), stream.source(), from.offset(), from.position());
        FenceWatch fence = new FenceWatch(stream, from.fenceToken());
        StreamRun run =
            new StreamRun(
                channel, target, assembler, from, fence, this, parts.config(), parts.clock());
        run.settleAt(stage.settledAt());
        return run.run(stop);
      }
    }
  }

  private Target target() {
    return new Target(
        stream,
        source,
        () -> TargetSession.open(parts.vertx(), migration, source, secrets, parts.config()),
        letters -> parts.deadLetterTopic().publish(stream, letters),
        report -> waitToRetry(report, null),
        parts.hooks(),
        parts.databases(),
        later,
        making);
  }

  private boolean failed(ErrorReport report, Throwable cause) {
    if (!report.retryable()) {
      tell(report, cause);
      return false;
    }
    try {
      waitToRetry(report, cause);
      return true;
    } catch (StopSignal.Stopped e) {
      return false;
    }
  }

  private void waitToRetry(ErrorReport report, Throwable cause) {
    tell(report, cause);
    delay = delay.next();
    stop.pause(delay.millis(ThreadLocalRandom.current().nextDouble()));
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
  public void committed(Batch batch, Checkpoint to, SetAside aside, boolean more) {
    delay = delay.reset();
    boolean notable = state.committed(to, batch, aside, more);
    metrics.committed(batch, aside);
    batch.behindFence().ifPresent(this::behindFence);
    if (notable) {
      onChange.accept(stream);
    }
  }

  private void behindFence(ErrorReport report) {
    LOG.errorf(
        "behind the fence migration=%s source=%s code=%s %s",
        stream.migration(), stream.source(), report.code(), report.message());
    metrics.failed(report);
    onChange.accept(stream);
  }

  @Override
  public void snapshotStarted() {
    later.forget();
    state.snapshotComplete(false);
    onChange.accept(stream);
  }

  @Override
  public void snapshotCompleted() {
    state.snapshotRowsIn();
    onChange.accept(stream);
    onSnapshotComplete.run();
    state.snapshotComplete(true);
    onChange.accept(stream);
  }

  @Override
  public ReplayAsk replayAsked() {
    return replays.peek();
  }

  @Override
  public void replayed(ReplayAsk ask, long applied, SetAside aside) {
    state.setAside(aside);
    metrics.setAside(aside);
    replays.remove(ask);
    ask.applied().complete(applied);
    onChange.accept(stream);
  }
}
