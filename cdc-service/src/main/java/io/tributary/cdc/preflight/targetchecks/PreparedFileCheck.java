package io.tributary.cdc.preflight.targetchecks;

import io.tributary.access.grant.ServiceGrants;
import io.tributary.cdc.preflight.check.CatalogCheck;
import io.tributary.checks.targetschema.PreparedFiles;
import io.tributary.checks.targetschema.PreparedTrial;
import io.tributary.common.error.TributaryException;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import java.util.List;

/** What PostgreSQL says to the DDL files of schemas that nothing moves into. */
final class PreparedFileCheck implements CatalogCheck<TargetReading> {
  @Override
  public PreflightCode code() {
    return PreflightCode.PREPARED_SCHEMA;
  }

  @Override
  public List<PreflightCheck> look(TargetReading target) {
    String schemas = String.join(", ", PreparedFiles.named(target.migration()).keySet());
    if (schemas.isEmpty()) {
      return List.of();
    }
    try {
      PreparedFiles files = PreparedFiles.read(target.migration(), ServiceGrants.configured());
      PreparedTrial trial = target.undone(files::tried);
      return trial.failed().isEmpty()
          ? List.of(code().passed(TargetReading.SUBJECT, passed(trial) + schemas + "."))
          : trial.failed();
    } catch (TributaryException e) {
      return List.of(
          code()
              .failed(
                  TargetReading.SUBJECT,
                  "The DDL files of prepared schemas could not be tried: " + e.getMessage(),
                  "Correct what the message names."));
    }
  }

  private static String passed(PreparedTrial trial) {
    return trial.made()
        ? "Schemas that nothing moves into are made: "
        : "Schemas that nothing moves into are made and closed until the cutover: ";
  }
}
