package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import java.sql.SQLException;
import java.util.List;

/** An older server may not know what a newer one uses. */
final class TargetVersionCheck implements TargetCheck {
  private static final String VERSION =
      "SELECT current_setting('server_version_num')::bigint / 10000";

  @Override
  public PreflightCode code() {
    return PreflightCode.TARGET_VERSION;
  }

  @Override
  public List<PreflightCheck> look(TargetReading target) throws SQLException {
    long major = target.query().number(VERSION);
    long newest = target.sources().stream().mapToLong(SourceSummary::majorVersion).max().orElse(0);
    return List.of(
        major >= newest
            ? code().passed(TargetReading.SUBJECT, "PostgreSQL " + major + ".")
            : code()
                .failed(
                    TargetReading.SUBJECT,
                    "The target is PostgreSQL %d, but a source is %d already."
                        .formatted(major, newest),
                    "Use a target of PostgreSQL " + newest + " or newer."));
  }
}
