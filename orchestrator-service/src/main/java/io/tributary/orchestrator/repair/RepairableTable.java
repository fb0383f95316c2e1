package io.tributary.orchestrator.repair;

import io.tributary.common.desired.ConfirmedRows;
import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.TableVerdict;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The rows of one table that a repair would write or delete: keys and columns, no values. */
@Schema(description = "Rows of one table that the validator has confirmed to differ")
public record RepairableTable(
    @Schema(description = "At the source, as schema.table") String table,
    @Schema(description = "The table at the target") String target,
    @Schema(description = "How many rows differ; more than are listed are repaired in turns")
        long differenceCount,
    @Schema(description = "When they were confirmed") Instant comparedAt,
    @Schema(description = "Key, kind and columns of each row") List<RowDifference> rows) {

  static RepairableTable of(TableVerdict verdict) {
    return new RepairableTable(
        verdict.table(),
        verdict.compared().target(),
        verdict.findings().differenceCount(),
        verdict.time().comparedAt(),
        verdict.findings().differences().stream().map(RepairableTable::withoutValues).toList());
  }

  /** A reason may quote values, such as the first number in which two vectors differ. */
  private static RowDifference withoutValues(RowDifference row) {
    return new RowDifference(row.key(), row.kind(), row.columns());
  }

  ConfirmedRows confirmed() {
    return new ConfirmedRows(table, rows.stream().map(RowDifference::key).toList());
  }
}
