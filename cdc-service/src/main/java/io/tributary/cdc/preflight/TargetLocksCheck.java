package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import java.sql.SQLException;
import java.util.List;

/** Creating and removing a source's tables takes one transaction each. */
final class TargetLocksCheck implements TargetCheck {
  /** Long values are in a further table with an index. */
  private static final long TOAST_LOCKS = 2;

  @Override
  public PreflightCode code() {
    return PreflightCode.LOCKS;
  }

  @Override
  public List<PreflightCheck> look(TargetReading target) throws SQLException {
    long needed =
        target.sources().stream()
            .mapToLong(source -> source.relations() + TOAST_LOCKS * source.tables().size())
            .max()
            .orElse(0);
    return List.of(Locks.of(target.query(), needed).check(TargetReading.SUBJECT));
  }
}
