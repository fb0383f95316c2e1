package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import java.sql.SQLException;
import java.util.List;

/** A standby can neither be fenced nor get a publication. */
final class SourcePrimaryCheck implements SourceCheck {

  @Override
  public PreflightCode code() {
    return PreflightCode.SOURCE_PRIMARY;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) throws SQLException {
    return List.of(
        source.query().truth("SELECT pg_catalog.pg_is_in_recovery()")
            ? code()
                .failed(
                    source.subject(),
                    "The server is a standby, which takes no publication and no fence.",
                    "Give the address of the primary.")
            : code().passed(source.subject(), "The server is a primary."));
  }
}
