package io.tributary.cdc.apply;

import io.tributary.cdc.apply.commit.ChangeBatch;
import io.tributary.cdc.apply.commit.Checkpoint;
import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.cdc.apply.policy.ApplySettings;
import io.tributary.common.change.FenceMark;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.SnapshotProgress;
import io.tributary.common.observed.SourceBacklog;
import io.tributary.common.observed.StreamLag;
import io.tributary.common.observed.StreamProgress;
import io.tributary.common.observed.TableCopyProgress;
import io.tributary.common.observed.TableRestartObserved;
import io.tributary.common.quarantine.QuarantineContent;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The state of a running stream. Written by the stream's thread, read by any. */
final class StreamState {
  /** What is told of single tables each second must stay small; the largest come first. */
  private static final int MOST_COPIES = 100;

  /** A part of the silence after which the lag is not known any more. */
  private static final int LAG_KNOWN = 10;

  private static final long NOT_IDLE = -1;

  private final StreamId stream;
  private final Clock clock;
  private final LagWindow lags;
  private final long silenceMillis;
  private Checkpoint checkpoint = Checkpoint.none();
  private boolean running = true;
  private boolean snapshotRowsIn;
  private boolean snapshotComplete;
  private boolean waiting;
  private long lastCommitMillis;
  private List<TableCopyProgress> copies = List.of();
  private List<TableRestartObserved> tableRestarts = List.of();
  private QuarantineContent aside = QuarantineContent.NOTHING;
  private @Nullable ErrorReport error;
  private @Nullable ErrorReport behindFence;
  private long idleSince = NOT_IDLE;
  private List<ErrorReport> warnings = List.of();
  private @Nullable ErrorReport foreign;

  StreamState(StreamId stream, Clock clock, ApplySettings settings) {
    this.stream = stream;
    this.clock = clock;
    this.silenceMillis = settings.silenceMillis();
    this.lags = new LagWindow(settings.lagWindowSeconds() * 1000);
  }

  synchronized void connected(Checkpoint at, QuarantineContent kept) {
    checkpoint = at;
    idleSince = NOT_IDLE;
    copies = List.of();
    aside = kept;
  }

  /**
   * The target has committed; true when that is worth telling at once. What the source changed
   * behind its fence is known together with the offset, and told until the fence is lifted.
   */
  synchronized boolean committed(
      Checkpoint to, ChangeBatch batch, QuarantineContent kept, boolean more) {
    List<Long> commitMillis = batch.commitMillis();
    boolean notable =
        error != null
            || !aside.equals(kept)
            || !Objects.equals(checkpoint.fenceToken(), to.fenceToken());
    long now = clock.millis();
    if (!commitMillis.isEmpty()) {
      lastCommitMillis = commitMillis.get(commitMillis.size() - 1);
    }
    lags.applied(now, commitMillis);
    checkpoint = to;
    aside = kept;
    waiting = more;
    error = null;
    behindFence =
        FenceMark.fenced(to.fenceToken()) ? batch.behindFence().orElse(behindFence) : null;
    return notable;
  }

  /** Apply that is busy is not idle, however long nothing was taken. */
  synchronized void idle(boolean nothing) {
    idleSince = nothing ? clock.millis() : NOT_IDLE;
  }

  synchronized void copying(List<TableCopyProgress> tables) {
    copies = tables;
    error = null;
  }

  /** Takes note of tables that begin anew; whether one of them is elsewhere than before. */
  synchronized boolean tablesRestarted(List<TableRestartObserved> tables) {
    List<String> before = tableRestarts.stream().map(StreamState::standing).toList();
    tableRestarts = tables;
    return !before.equals(tables.stream().map(StreamState::standing).toList());
  }

  private static String standing(TableRestartObserved table) {
    return table.table() + " " + table.ordered() + " " + table.phase();
  }

  synchronized void setAside(QuarantineContent kept) {
    aside = kept;
  }

  synchronized void snapshotRowsIn() {
    snapshotRowsIn = true;
  }

  synchronized void snapshotComplete(boolean complete) {
    snapshotRowsIn = complete;
    snapshotComplete = complete;
  }

  synchronized void failed(ErrorReport report) {
    error = report;
  }

  synchronized void warned(ErrorReport report) {
    warnings = List.of(report);
  }

  /** Told for as long as dead letters wait. */
  synchronized void foreign(ErrorReport report) {
    foreign = report;
  }

  synchronized void ended() {
    running = false;
  }

  synchronized long nextOffset() {
    return checkpoint.offset() + 1;
  }

  synchronized ApplyStatus status() {
    long now = clock.millis();
    StreamProgress progress =
        new StreamProgress(
            checkpoint.position(),
            checkpoint.offset(),
            new SnapshotProgress(
                copies.isEmpty() ? checkpoint.snapshot().rows() : sum(TableCopyProgress::rows),
                OptionalLong.empty(),
                copies.subList(0, Math.min(MOST_COPIES, copies.size()))),
            checkpoint.applied().plusBytes(sum(TableCopyProgress::bytes)),
            new StreamLag(lag(now), lags.percentile(now, 0.5), lags.percentile(now, 0.99)),
            SourceBacklog.unknown(),
            aside);
    return new ApplyStatus(
        running,
        snapshotRowsIn,
        snapshotComplete,
        progress,
        checkpoint.fenceToken(),
        error == null ? behindFence : error,
        silence(now),
        warnings(),
        tableRestarts);
  }

  private List<ErrorReport> warnings() {
    return Stream.concat(
            warnings.stream(),
            aside.deadLetters() == 0 ? Stream.empty() : Stream.ofNullable(foreign))
        .toList();
  }

  /** The lag is unknown where the stream does not run, or where heartbeats do not come. */
  private OptionalLong lag(long now) {
    if (!running || error != null || idleMillis(now) > silenceMillis / LAG_KNOWN) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        waiting && lastCommitMillis > 0 ? Math.max(0, now - lastCommitMillis) : 0);
  }

  private long idleMillis(long now) {
    return idleSince == NOT_IDLE ? 0 : now - idleSince;
  }

  private @Nullable ErrorReport silence(long now) {
    long idle = idleMillis(now);
    return !running || idle <= silenceMillis
        ? null
        : ErrorReport.of(
            ApplyError.STREAM_SILENT,
            "Nothing has come from source %s for %d s, not even a heartbeat, so nobody knows how far its target is behind. See whether its connector runs, whether the source answers and the broker; it goes on by itself."
                .formatted(stream.source(), idle / 1000),
            Map.of("source", stream.source()));
  }

  private long sum(ToLongFunction<TableCopyProgress> part) {
    return copies.stream().mapToLong(part).sum();
  }
}
