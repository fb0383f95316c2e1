package io.tributary.cdc.copy;

import io.quarkus.arc.DefaultBean;
import io.tributary.common.model.StreamId;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Points in the copy of a chunk at which a test may force a failure or another interleaving. This
 * bean does nothing; a test provides its own. Called on a worker's thread; what it throws happens
 * to the copy.
 */
@ApplicationScoped
@DefaultBean
public class CopyHooks {

  /** A chunk's rows and its mark are written, COMMIT is next. */
  public void beforeCommit(StreamId stream, TableChunk chunk) {}

  /** The target has committed a chunk; nobody knows yet. */
  public void afterCommit(StreamId stream, TableChunk chunk) {}
}
