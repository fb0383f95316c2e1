package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import java.sql.SQLException;
import java.util.List;

/** Text without a known encoding cannot be carried faithfully. */
final class SourceEncodingCheck implements SourceCheck {

  @Override
  public PreflightCode code() {
    return PreflightCode.SOURCE_ENCODING;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) throws SQLException {
    String encoding = source.query().text("SELECT current_setting('server_encoding')");
    return List.of(
        encoding.equals("SQL_ASCII")
            ? code()
                .failed(
                    source.subject(),
                    "The database's encoding is SQL_ASCII: nobody knows in which encoding its texts are.",
                    "Dump it, restore it into a database created with ENCODING 'UTF8', and migrate that one.")
            : code().passed(source.subject(), "The database's encoding is " + encoding + "."));
  }
}
