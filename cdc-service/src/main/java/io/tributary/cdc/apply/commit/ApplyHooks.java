package io.tributary.cdc.apply.commit;

import io.quarkus.arc.DefaultBean;
import io.tributary.common.model.StreamId;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Points between the steps of a batch at which a test may force a failure or another interleaving.
 * This bean does nothing; a test provides its own. Called on the stream's thread; what it throws
 * happens to the stream.
 */
@ApplicationScoped
@DefaultBean
public class ApplyHooks {

  /** The rows of a batch, or of a piece of one, were sent and accepted. */
  public void afterStatement(StreamId stream) {}

  /** A repair has read rows at both ends, and will read the source's again. */
  public void betweenReadings(StreamId stream) {}

  /** A step of a table that begins anew is committed. */
  public void afterRestartStep(StreamId stream) {}

  /** Rows and checkpoint are written, COMMIT is next. */
  public void beforeCommit(StreamId stream) {}

  /** The target has committed; the stream does not know yet. */
  public void afterCommitBeforeAck(StreamId stream) {}
}
