package io.tributary.cdc.source.postgresql.preflight;

import io.tributary.cdc.preflight.check.CatalogCheck;
import io.tributary.checks.server.LeftBehind;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import java.util.List;

/**
 * Names what belongs to the whole database and stays there, though it concerns schemas that move.
 */
final class DatabaseWideCheck implements CatalogCheck<SourceReading> {
  @Override
  public PreflightCode code() {
    return PreflightCode.LEFT_BEHIND;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) {
    List<String> left = source.query().texts(LeftBehind.QUERY, (Object) source.schemas());
    return List.of(
        left.isEmpty()
            ? code().passed(source.subject(), "Nothing of the schemas stays behind.")
            : code()
                .warning(
                    source.subject(),
                    "These stay at the source: " + String.join(", ", left) + ".",
                    "Make them in the target yourself where the applications need them."));
  }
}
