package io.tributary.orchestrator.state;

import io.tributary.common.event.CutoverRehearsal;
import java.time.Instant;

/** A state in which a cutover, or a rollback, may be rehearsed, and to which that returns. */
public sealed interface RehearsableState extends MigrationState permits Replicating, Switched {

  /** The same behind a rehearsal. */
  RehearsableState behind(CutoverRehearsal rehearsal, Instant now);
}
