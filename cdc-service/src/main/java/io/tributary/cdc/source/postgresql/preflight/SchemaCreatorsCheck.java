package io.tributary.cdc.source.postgresql.preflight;

import io.tributary.cdc.preflight.check.CatalogCheck;
import io.tributary.common.model.TableName;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.plan.SchemaCreators;
import io.tributary.common.plan.SchemaCreators.Creator;
import java.util.List;

/**
 * Names owners that may create schemas at the source, where the file does not say whether they may
 * at the target.
 */
final class SchemaCreatorsCheck implements CatalogCheck<SourceReading> {

  @Override
  public PreflightCode code() {
    return PreflightCode.DATABASE_CREATE;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) {
    List<Creator> creators =
        source
            .query()
            .list(
                SchemaCreators.TABLES,
                row ->
                    new Creator(
                        new TableName(row.getString(1), row.getString(2)), row.getString(3)),
                (Object) source.schemas());
    List<PreflightCheck> proposals =
        new SchemaCreators(source.moving(), creators)
            .proposals().stream()
                .map(p -> code().warning(source.subject(), p.finding(), p.fix()))
                .toList();
    return proposals.isEmpty()
        ? List.of(
            code()
                .passed(
                    source.subject(),
                    "Its owners may create no schemas, or the file says what they may."))
        : proposals;
  }
}
