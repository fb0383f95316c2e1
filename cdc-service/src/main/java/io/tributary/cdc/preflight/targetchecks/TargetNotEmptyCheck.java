package io.tributary.cdc.preflight.targetchecks;

import io.tributary.cdc.preflight.check.CatalogCheck;
import io.tributary.checks.targetschema.FreeSchemas;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import java.util.List;

/** Refuses a schema that holds something already, unless the file allows it. */
final class TargetNotEmptyCheck implements CatalogCheck<TargetReading> {
  @Override
  public PreflightCode code() {
    return PreflightCode.TARGET_NOT_EMPTY;
  }

  @Override
  public List<PreflightCheck> look(TargetReading target) {
    return target.undone(ddl -> FreeSchemas.look(ddl, target.migration()));
  }
}
