package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import java.sql.SQLException;
import java.util.List;

/** A standby cannot be written. */
final class TargetPrimaryCheck implements TargetCheck {

  @Override
  public PreflightCode code() {
    return PreflightCode.TARGET_PRIMARY;
  }

  @Override
  public List<PreflightCheck> look(TargetReading target) throws SQLException {
    return List.of(
        target.query().truth("SELECT pg_catalog.pg_is_in_recovery()")
            ? code()
                .failed(
                    TargetReading.SUBJECT,
                    "The target is a standby, which cannot be written.",
                    "Give the address of the primary.")
            : code().passed(TargetReading.SUBJECT, "The target is a primary."));
  }
}
