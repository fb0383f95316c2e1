package io.tributary.cdc.apply;

import io.tributary.cdc.apply.target.Checkpoint;
import io.tributary.cdc.apply.target.Target;
import io.tributary.common.observed.TableCopy;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The part of a run that comes before the stream: rows that do not come over the topic. */
final class CopyStage {
  private final InitialRows rows;
  private final Target target;
  private final StreamEvents events;
  private final StopSignal stop;
  private long settledAt;

  CopyStage(InitialRows rows, Target target, StreamEvents events, StopSignal stop) {
    this.rows = rows;
    this.target = target;
    this.events = events;
    this.stop = stop;
  }

  /** The checkpoint from which the stream is to be applied; the same when rows come with it. */
  Checkpoint after(Checkpoint at, Consumer<List<TableCopy>> told) {
    Optional<InitialRows.Copy> copy = rows.begin();
    return copy.isPresent() ? after(at, copy.get(), told) : at;
  }

  /** Until which position rows of different moments stand side by side; 0 when none do. */
  long settledAt() {
    return settledAt;
  }

  private Checkpoint after(Checkpoint at, InitialRows.Copy copy, Consumer<List<TableCopy>> told) {
    Checkpoint from = at;
    if (copy.fresh()) {
      events.snapshotStarted();
      from = at.snapshotStarted(at.offset());
      target.startSnapshot(at, from);
    }
    // It may take hours, in which the connection would only be in the way.
    target.close();
    InitialRows.Copied copied =
        copy.run(stop::requested, told).orElseThrow(StopSignal.Stopped::new);
    Checkpoint begun = target.connect();
    Checkpoint to = begun.copied(copied.start(), copied.rows(), copied.bytes());
    if (copied.settledAt() <= to.position()) {
      to = to.complete();
    } else {
      settledAt = copied.settledAt();
      target.settling(true);
    }
    target.pass(begun, to);
    return to;
  }
}
