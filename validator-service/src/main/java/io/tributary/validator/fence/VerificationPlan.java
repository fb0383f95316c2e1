package io.tributary.validator.fence;

import io.tributary.common.model.TableName;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.changes.ChangedRows;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.config.ValidatorLimits;
import io.tributary.validator.ledger.Ledger;
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
   * Decides for each table; when in doubt the table is read in full.
   *
   * @param ids the ids that changed rows have at the target, empty when their keys do not tell them
   */
  static VerificationPlan of(
      TableMap tables,
      Ledger ledger,
      ValidatorLimits limits,
      BiFunction<TablePair, ChangedRows, Optional<List<RowId>>> ids) {
    VerificationPlan plan =
        new VerificationPlan(
            new ArrayList<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
    tables.pairs().forEach((table, pair) -> plan.add(table, pair, ledger, limits, ids));
    return plan;
  }

  private void add(
      TableName table,
      TablePair pair,
      Ledger ledger,
      ValidatorLimits limits,
      BiFunction<TablePair, ChangedRows, Optional<List<RowId>>> ids) {
    Optional<StandingVerdicts.Standing> standing = ledger.verdicts().of(table);
    long rows = standing.map(StandingVerdicts.Standing::sourceRows).orElse(0L);
    ChangedRows changed = ledger.changedSinceEqual(table, pair);
    if (rows <= limits.alwaysFullRows()) {
      full.add(pair);
    } else if (changed.nothing()) {
      unchanged.add(pair);
    } else if (!changed.beyondKeys() && standing.filter(ledger::readByKeys).isPresent()) {
      addKeys(pair, changed, ids.apply(pair, changed));
    } else {
      full.add(pair);
    }
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
