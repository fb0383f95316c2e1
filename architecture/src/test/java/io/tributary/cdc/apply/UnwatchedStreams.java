package io.tributary.cdc.apply;

import io.tributary.common.model.StreamId;

/** Streams that need no thread: what they apply is a transition of the model. */
public final class UnwatchedStreams extends ApplyService {
  /** Streams of every source. */
  public UnwatchedStreams() {
    super(null);
  }

  @Override
  public void start(StreamPlan plan) {
    // A stream applies whenever the model lets it.
  }

  @Override
  public void forget(StreamId stream) {
    // The same.
  }

  @Override
  public void stop(StreamId stream) {
    // The same.
  }
}
