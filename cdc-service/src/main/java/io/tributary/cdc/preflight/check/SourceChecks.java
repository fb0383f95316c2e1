package io.tributary.cdc.preflight.check;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.plan.MovingSource;
import java.util.List;

/** The preflight of a kind of source. Blocking, thread-safe. */
public interface SourceChecks {
  /** Looks at one source and changes nothing; one that does not answer is a failed check. */
  SourceFindings look(MovingSource moving);

  /** What Kafka Connect has to have for it. */
  ConnectorPlugin plugin();

  /**
   * Looks at the programs that cdc-service runs for this kind.
   *
   * @param newestServer the newest major version among sources and target, 0 when none answered
   */
  default List<PreflightCheck> lookAtPrograms(long newestServer) {
    return List.of();
  }
}
