package io.tributary.orchestrator.topic;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.observed.ObservedState;

/** Receives what the topics hold, on one thread, in the order of each topic. Must not block. */
public interface TopicListener {
  /** A desired state, of this process or another one. */
  void desired(DesiredState desired);

  /** The migration was deleted. */
  void deleted(String migration);

  /** Something was observed. */
  void observed(ObservedState observed);

  /** What was observed of a deleted migration is void. */
  void observationsDeleted(String migration);

  /** Everything that the topics held at the start has been read. */
  void caughtUp();
}
