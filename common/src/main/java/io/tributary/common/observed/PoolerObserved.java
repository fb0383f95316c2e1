package io.tributary.common.observed;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.measure.HeldClients;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the pooler of a source is. Written by the cdc-service that owns the source, at each
 * change and for each generation.
 *
 * @param achieved whether what the generation asks of the pooler is reached
 * @param paused whether its clients wait now
 * @param held the last time that they did, since the service was started; null before the first
 * @param error why it is not reached; null when all is well
 */
public record PoolerObserved(
    String migration,
    String source,
    long generation,
    boolean achieved,
    boolean paused,
    @Nullable HeldClients held,
    @Nullable ErrorReport error,
    Instant at)
    implements ObservedState {

  @Override
  public String key() {
    return migration + "/pooler/" + source;
  }
}
