package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.sql.Sql;
import java.sql.SQLException;
import java.util.List;

/** Publication and fence are made in the source. */
final class SourceCreateCheck implements SourceCheck {
  private static final String RIGHT =
      "SELECT pg_catalog.has_database_privilege(current_database(), 'CREATE')";

  @Override
  public PreflightCode code() {
    return PreflightCode.SOURCE_CREATE;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) throws SQLException {
    if (source.query().truth(RIGHT)) {
      return List.of(code().passed(source.subject(), "Publication and fence can be created."));
    }
    return List.of(
        code()
            .failed(
                source.subject(),
                "Role %s may not create anything in database %s, but the publication and the fence's schema live there."
                    .formatted(source.user(), source.source().connection().database()),
                "GRANT CREATE ON DATABASE %s TO %s;"
                    .formatted(
                        Sql.identifier(source.source().connection().database()),
                        Sql.identifier(source.user()))));
  }
}
