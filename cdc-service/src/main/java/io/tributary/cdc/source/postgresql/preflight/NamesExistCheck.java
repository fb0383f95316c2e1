package io.tributary.cdc.source.postgresql.preflight;

import io.tributary.cdc.preflight.check.CatalogCheck;
import io.tributary.checks.file.NamesCheck;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import java.util.List;

/** Refuses schemas, tables and patterns of the migration file that the source does not have. */
final class NamesExistCheck implements CatalogCheck<SourceReading> {

  @Override
  public PreflightCode code() {
    return PreflightCode.TABLE_UNKNOWN;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) {
    return NamesCheck.look(
        source.moving(), source.existing(), source.movingTables().map(CatalogTable::name).toList());
  }
}
