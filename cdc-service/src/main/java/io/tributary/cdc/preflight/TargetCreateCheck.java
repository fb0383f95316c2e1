package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.sql.Sql;
import java.sql.SQLException;
import java.util.List;

/** Schemas are made in the target. */
final class TargetCreateCheck implements TargetCheck {
  private static final String RIGHT =
      "SELECT pg_catalog.has_database_privilege(current_database(), 'CREATE')";

  @Override
  public PreflightCode code() {
    return PreflightCode.TARGET_CREATE;
  }

  @Override
  public List<PreflightCheck> look(TargetReading target) throws SQLException {
    return List.of(
        target.query().truth(RIGHT)
            ? code().passed(TargetReading.SUBJECT, "Schemas can be created.")
            : code()
                .failed(
                    TargetReading.SUBJECT,
                    "Role %s may not create schemas in database %s."
                        .formatted(target.user(), target.database()),
                    "GRANT CREATE ON DATABASE %s TO %s;"
                        .formatted(
                            Sql.identifier(target.database()), Sql.identifier(target.user()))));
  }
}
