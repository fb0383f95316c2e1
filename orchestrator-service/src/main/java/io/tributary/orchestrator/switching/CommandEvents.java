package io.tributary.orchestrator.switching;

import io.tributary.common.error.ErrorReport;
import io.tributary.orchestrator.cutover.StartedCommand;

/** Takes what happens to a command while the service waits for it. */
interface CommandEvents {
  /** Its process runs. */
  void started(StartedCommand process);

  /** It runs longer than it should. */
  void overdue(ErrorReport why, String output);
}
