package io.tributary.cdc.apply;

import io.tributary.cdc.apply.commit.Checkpoint;
import io.tributary.cdc.apply.commit.StreamCommitter;
import io.tributary.common.observed.TableCopyProgress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The first stage of a run: brings in the rows that do not come over the topic, before the stream
 * is applied.
 */
final class CopyStage {
  private final InitialRows rows;
  private final StreamCommitter committer;
  private final StreamEvents events;
  private final StopSignal stop;

  CopyStage(InitialRows rows, StreamCommitter committer, StreamEvents events, StopSignal stop) {
    this.rows = rows;
    this.committer = committer;
    this.events = events;
    this.stop = stop;
  }

  /** Where the stream is to begin; at the same checkpoint when rows come with it. */
  StreamStart after(Checkpoint at, Consumer<List<TableCopyProgress>> told) {
    Optional<InitialRows.Copy> copy = rows.begin();
    return copy.isPresent() ? after(at, copy.get(), told) : StreamStart.at(at);
  }

  private StreamStart after(
      Checkpoint at, InitialRows.Copy copy, Consumer<List<TableCopyProgress>> told) {
    if (copy.fresh()) {
      events.snapshotStarted();
      committer.startSnapshot(at, at.snapshotStarted(at.offset()));
    }
    // It may take hours, in which the connection would only be in the way.
    committer.close();
    InitialRows.Copied copied =
        copy.run(stop::requested, told).orElseThrow(StopSignal.Stopped::new);
    Checkpoint begun = committer.connect();
    Checkpoint to = begun.copied(copied.start(), copied.rows(), copied.bytes());
    StreamStart start = new StreamStart(to, copied.consistentAt());
    if (!start.catchingUp(to)) {
      start = StreamStart.at(to.complete());
    }
    committer.pass(begun, start.checkpoint());
    return start;
  }
}
