package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import java.sql.SQLException;
import java.util.List;

/** One thing to look at in a target that answers. */
interface TargetCheck {

  /** The check's name, also when it cannot be made. */
  PreflightCode code();

  /** What was found: one outcome, or one for each thing that is wrong. */
  List<PreflightCheck> look(TargetReading target) throws SQLException;
}
