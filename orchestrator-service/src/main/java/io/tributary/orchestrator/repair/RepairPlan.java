package io.tributary.orchestrator.repair;

import io.tributary.common.desired.ConfirmedRows;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Verdict;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a repair of a source is about, by the verdicts that stand. Pure. */
@Schema(description = "The rows that a repair would write or delete; nothing was touched")
public record RepairPlan(
    @Schema(examples = "shop") String source,
    @Schema(description = "Tables with confirmed differences") List<RepairableTable> tables) {

  /** The rows of one table, or of every table that differs. */
  public static RepairPlan of(
      String source, Optional<ValidationObserved> found, Optional<String> table) {
    return new RepairPlan(
        source,
        found.stream()
            .flatMap(observed -> observed.tables().stream())
            .filter(RepairPlan::confirmed)
            .filter(verdict -> table.map(verdict.table()::equals).orElse(true))
            .map(RepairableTable::of)
            .toList());
  }

  private static boolean confirmed(TableVerdict verdict) {
    return verdict.verdict() == Verdict.DIFFERENT && !verdict.findings().differences().isEmpty();
  }

  /** Whether there is nothing to repair. */
  public boolean empty() {
    return tables.isEmpty();
  }

  /** The rows as they are asked of cdc-service. */
  public List<ConfirmedRows> rows() {
    return tables.stream().map(RepairableTable::confirmed).toList();
  }
}
