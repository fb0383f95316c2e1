package io.tributary.cdc.apply;

import io.tributary.cdc.apply.commit.CommitterFactory;
import io.tributary.common.plan.MovingSource;
import java.util.Map;

/**
 * What a source says of how its stream is applied.
 *
 * @param moving the source
 * @param initialRows brings the rows of the start in, before anything of the stream is applied
 * @param committers makes what commits its changes
 * @param onSnapshotComplete called on the stream's thread once all rows of the snapshot are
 *     committed and before the first streamed change, and at each start after that; may block, and
 *     must be idempotent
 * @param tableRestarts the generation of the last order to begin each table anew
 */
public record StreamPlan(
    MovingSource moving,
    InitialRows initialRows,
    CommitterFactory committers,
    Runnable onSnapshotComplete,
    Map<String, Long> tableRestarts) {

  /** A stream of which no table was ordered to begin anew. */
  public StreamPlan(
      MovingSource moving,
      InitialRows initialRows,
      CommitterFactory committers,
      Runnable onSnapshotComplete) {
    this(moving, initialRows, committers, onSnapshotComplete, Map.of());
  }
}
