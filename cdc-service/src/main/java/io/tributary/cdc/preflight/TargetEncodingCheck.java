package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import java.sql.SQLException;
import java.util.List;

/** UTF8 holds every text; another encoding only its own. */
final class TargetEncodingCheck implements TargetCheck {

  @Override
  public PreflightCode code() {
    return PreflightCode.TARGET_ENCODING;
  }

  @Override
  public List<PreflightCheck> look(TargetReading target) throws SQLException {
    String encoding = target.query().text("SELECT current_setting('server_encoding')");
    boolean fits =
        encoding.equals("UTF8")
            || target.sources().stream().allMatch(source -> source.encoding().equals(encoding));
    return List.of(
        fits
            ? code().passed(TargetReading.SUBJECT, "The target's encoding is " + encoding + ".")
            : code()
                .failed(
                    TargetReading.SUBJECT,
                    "The target's encoding is "
                        + encoding
                        + ", which cannot hold every text of the sources.",
                    "CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0; and name it as the target."));
  }
}
