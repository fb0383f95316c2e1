package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.sql.Sql;
import java.sql.SQLException;
import java.util.List;

/** Row security would hide rows from the snapshot without an error. */
final class RowSecurityCheck implements SourceCheck {
  private static final String HIDING =
      """
      SELECT t.oid::oid::regclass::text FROM unnest(?::text[]) AS t (oid)
       WHERE pg_catalog.row_security_active(t.oid::oid) ORDER BY 1""";

  @Override
  public PreflightCode code() {
    return PreflightCode.ROW_SECURITY;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) throws SQLException {
    List<String> hidden = source.query().texts(HIDING, (Object) source.movingOids());
    return List.of(
        hidden.isEmpty()
            ? code()
                .passed(source.subject(), "No policy hides rows from role " + source.user() + ".")
            : code()
                .failed(
                    source.subject(),
                    "Row security may hide rows of %s from role %s; they would be missing in the target."
                        .formatted(String.join(", ", hidden), source.user()),
                    "ALTER ROLE %s BYPASSRLS;".formatted(Sql.identifier(source.user()))));
  }
}
