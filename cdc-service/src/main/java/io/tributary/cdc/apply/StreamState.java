package io.tributary.cdc.apply;

import io.tributary.cdc.apply.target.Batch;
import io.tributary.cdc.apply.target.Checkpoint;
import io.tributary.cdc.apply.target.SetAside;
import io.tributary.common.change.FenceMark;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.observed.StreamProgress;
import io.tributary.common.observed.TableCopy;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;

/** What is known of a stream for those who ask. Written by the stream's thread, read by any. */
final class StreamState {
  /** What is told of single tables each second must stay small; the largest come first. */
  private static final int MOST_COPIES = 100;

  private final Clock clock;
  private final LagWindow lags;
  private Checkpoint checkpoint = Checkpoint.none();
  private boolean running = true;
  private boolean snapshotRowsIn;
  private boolean snapshotComplete;
  private boolean waiting;
  private long lastCommitMillis;
  private List<TableCopy> copies = List.of();
  private SetAside aside = SetAside.NOTHING;
  private ErrorReport error;
  private ErrorReport behindFence;

  StreamState(Clock clock, ApplyConfig config) {
    this.clock = clock;
    this.lags = new LagWindow(config.lagWindowSeconds() * 1000);
  }

  synchronized void connected(Checkpoint at, SetAside kept) {
    checkpoint = at;
    copies = List.of();
    aside = kept;
  }

  /**
   * The target has committed; true when that is worth telling at once. What the source changed
   * behind its fence is known together with the offset, and told until the fence is lifted.
   */
  synchronized boolean committed(Checkpoint to, Batch batch, SetAside kept, boolean more) {
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

  synchronized void copying(List<TableCopy> tables) {
    copies = tables;
    error = null;
  }

  synchronized void setAside(SetAside kept) {
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

  synchronized void ended() {
    running = false;
  }

  synchronized long nextOffset() {
    return checkpoint.offset() + 1;
  }

  synchronized ApplyStatus status() {
    long now = clock.millis();
    long lag = waiting && lastCommitMillis > 0 ? Math.max(0, now - lastCommitMillis) : 0;
    StreamProgress progress =
        new StreamProgress(
            checkpoint.position(),
            checkpoint.offset(),
            copies.isEmpty() ? checkpoint.snapshotRows() : sum(TableCopy::rows),
            -1,
            checkpoint.changes(),
            checkpoint.transactions(),
            checkpoint.bytes() + sum(TableCopy::bytes),
            lag,
            lags.percentile(now, 0.5),
            lags.percentile(now, 0.99),
            aside.deadLetters(),
            aside.quarantined(),
            aside.quarantinedNames(),
            copies.subList(0, Math.min(MOST_COPIES, copies.size())));
    return new ApplyStatus(
        running,
        snapshotRowsIn,
        snapshotComplete,
        progress,
        checkpoint.fenceToken(),
        error == null ? behindFence : error);
  }

  private long sum(ToLongFunction<TableCopy> part) {
    return copies.stream().mapToLong(part).sum();
  }
}
