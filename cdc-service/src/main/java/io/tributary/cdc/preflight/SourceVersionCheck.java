package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import java.sql.SQLException;
import java.util.List;

/** Logical messages in pgoutput and replaceable triggers came with PostgreSQL 14. */
final class SourceVersionCheck implements SourceCheck {
  private static final long OLDEST = 14;

  @Override
  public PreflightCode code() {
    return PreflightCode.SOURCE_VERSION;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) throws SQLException {
    long version = source.query().number("SELECT current_setting('server_version_num')::bigint");
    long major = version / 10_000;
    return List.of(
        major >= OLDEST
            ? code().passed(source.subject(), "PostgreSQL " + major + ".")
            : code()
                .failed(
                    source.subject(),
                    "The server is PostgreSQL " + major + "; a source has to be 14 or newer.",
                    "Upgrade it with pg_upgrade."));
  }
}
