package io.tributary.cdc.preflight.targetchecks;

import io.tributary.cdc.preflight.check.CatalogCheck;
import io.tributary.cdc.preflight.check.SourceSummary;
import io.tributary.checks.targetschema.FreeNames;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import java.util.List;
import java.util.stream.Collectors;

/** Refuses objects whose names are taken in the target. */
final class TargetNamesCheck implements CatalogCheck<TargetReading> {
  @Override
  public PreflightCode code() {
    return PreflightCode.TARGET_NAMES;
  }

  @Override
  public List<PreflightCheck> look(TargetReading target) {
    var made =
        target.sources().stream()
            .collect(Collectors.toMap(SourceSummary::source, SourceSummary::made));
    return target.undone(ddl -> FreeNames.look(ddl, target.migration(), made));
  }
}
