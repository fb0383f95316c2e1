package io.tributary.cdc.apply;

import io.tributary.cdc.apply.target.Batch;
import io.tributary.cdc.apply.target.Checkpoint;
import io.tributary.cdc.apply.target.SetAside;

/** What a run tells about itself, and asks for. Called on the stream's thread. */
interface StreamEvents {
  void committed(Batch batch, Checkpoint to, SetAside aside, boolean more);

  void snapshotStarted();

  /** Every row is committed; returns when what comes before streaming is done. */
  void snapshotCompleted();

  /** The request for a replay that is next, null when there is none. */
  ReplayAsk replayAsked();

  void replayed(ReplayAsk ask, long applied, SetAside aside);
}
