package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.plan.Cutover.OpenTransactions;
import io.tributary.common.sql.Sql;
import java.sql.SQLException;
import java.util.List;

/** Ending other roles' sessions at the fence is a right of its own. */
final class TerminateRightCheck implements SourceCheck {
  private static final String RIGHT =
      """
      SELECT rolsuper OR pg_catalog.pg_has_role('pg_signal_backend', 'USAGE')
        FROM pg_catalog.pg_roles WHERE rolname = current_user""";

  @Override
  public PreflightCode code() {
    return PreflightCode.TERMINATE_RIGHT;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) throws SQLException {
    if (source.migration().cutover().openTransactions() != OpenTransactions.TERMINATE) {
      return List.of();
    }
    return List.of(
        source.query().truth(RIGHT)
            ? code()
                .passed(
                    source.subject(), "Role " + source.user() + " may end sessions at the fence.")
            : code()
                .failed(
                    source.subject(),
                    "cutover.openTransactions is TERMINATE, but role %s may not end other roles' sessions."
                        .formatted(source.user()),
                    "GRANT pg_signal_backend TO %s;".formatted(Sql.identifier(source.user()))));
  }
}
