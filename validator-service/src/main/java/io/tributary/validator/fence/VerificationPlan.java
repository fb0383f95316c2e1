package io.tributary.validator.fence;

import io.tributary.common.model.TableName;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.changes.ChangedRows;
import io.tributary.validator.changes.CoveredTable;
import io.tributary.validator.changes.DirtyTables;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.config.ValidatorLimits;
import io.tributary.validator.verdict.StandingVerdicts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The tables of a source by what has to be read of them behind the fence.
 *
 * @param full tables of which every row is compared
 * @param keys tables of which the changed rows are compared
 * @param changes what the change topic says of the tables in {@code keys}
 * @param unchanged tables that stand by their latest equal verdict
 */
record VerificationPlan(
    List<TablePair> full,
    Map<TablePair, List<RowId>> keys,
    Map<TablePair, ChangedRows> changes,
    List<TablePair> unchanged) {

  /**
   * The tables of which the changes since their equal verdict decide what is read behind the fence,
   * and how many changed keys are worth knowing.
   */
  static List<CoveredTable> covered(
      TableMap tables, StandingVerdicts verdicts, ValidatorLimits limits) {
    return tables.pairs().keySet().stream()
        .flatMap(table -> covered(tables, verdicts, limits, table).stream())
        .toList();
  }

  /** The same for one table. */
  static Optional<CoveredTable> covered(
      TableMap tables, StandingVerdicts verdicts, ValidatorLimits limits, TableName table) {
    return verdicts
        .of(table)
        .filter(standing -> standing.equalUpTo().isPresent())
        .filter(standing -> standing.sourceRows() > limits.alwaysFullRows())
        .map(standing -> covered(tables.partsOf(table), standing, limits));
  }

  private static CoveredTable covered(
      List<TableName> parts, StandingVerdicts.Standing standing, ValidatorLimits limits) {
    boolean byKeys = standing.sourceRows() > limits.fullWhenChangedRows();
    return new CoveredTable(
        parts, standing.equalUpTo().getAsLong(), byKeys ? limits.dirtyKeysPerTable() : 0);
  }

  /**
   * Decides for each table; when in doubt the table is read in full.
   *
   * @param ids the ids that changed rows have at the target, empty when their keys do not tell them
   */
  static VerificationPlan of(
      TableMap tables,
      StandingVerdicts verdicts,
      DirtyTables dirty,
      ValidatorLimits limits,
      BiFunction<TablePair, ChangedRows, Optional<List<RowId>>> ids) {
    VerificationPlan plan =
        new VerificationPlan(
            new ArrayList<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
    tables
        .pairs()
        .forEach(
            (table, pair) -> {
              Optional<StandingVerdicts.Standing> equal =
                  verdicts.of(table).filter(standing -> standing.equalUpTo().isPresent());
              if (equal.isEmpty() || equal.get().sourceRows() <= limits.alwaysFullRows()) {
                plan.full().add(pair);
                return;
              }
              ChangedRows changed =
                  dirty.since(equal.get().equalUpTo().getAsLong(), tables.partsOf(table));
              boolean byKeys =
                  !changed.beyondKeys() && equal.get().sourceRows() > limits.fullWhenChangedRows();
              if (changed.nothing()) {
                plan.unchanged().add(pair);
              } else if (byKeys) {
                plan.addKeys(pair, changed, ids.apply(pair, changed));
              } else {
                plan.full().add(pair);
              }
            });
    return plan;
  }

  private void addKeys(TablePair pair, ChangedRows changed, Optional<List<RowId>> named) {
    if (named.isPresent()) {
      keys.put(pair, named.get());
      changes.put(pair, changed);
    } else {
      full.add(pair);
    }
  }
}
