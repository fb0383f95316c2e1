package io.tributary.validator.watch;

import io.tributary.common.model.TableName;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.stream.Changed;
import io.tributary.validator.stream.Covered;
import io.tributary.validator.stream.DirtyTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What has to be read behind the fence.
 *
 * @param full tables of which every row is compared
 * @param keys tables of which the changed rows are compared
 * @param changes of the tables in {@code keys}, what the stream says
 * @param unchanged tables that stand by their latest equal verdict
 */
record VerifyPlan(
    List<TablePair> full,
    Map<TablePair, List<RowId>> keys,
    Map<TablePair, Changed> changes,
    List<TablePair> unchanged) {

  /**
   * The tables of which the changes since their equal verdict decide what is read behind the fence,
   * and how many changed keys are worth knowing.
   */
  static List<Covered> covered(TableMap tables, Verdicts verdicts, Limits limits) {
    return tables.pairs().keySet().stream()
        .flatMap(table -> covered(tables, verdicts, limits, table).stream())
        .toList();
  }

  /** The same for one table. */
  static Optional<Covered> covered(
      TableMap tables, Verdicts verdicts, Limits limits, TableName table) {
    return verdicts
        .of(table)
        .filter(Verdicts.Standing::equal)
        .filter(standing -> standing.verdict().sourceRows() > limits.alwaysFullRows())
        .map(standing -> covered(tables.partsOf(table), standing, limits));
  }

  private static Covered covered(List<TableName> parts, Verdicts.Standing standing, Limits limits) {
    boolean byKeys = standing.verdict().sourceRows() > limits.fullWhenChangedRows();
    return new Covered(parts, standing.equalUpTo(), byKeys ? limits.dirtyKeysPerTable() : 0);
  }

  /** By which ids a table's rows changed; empty when their keys do not tell that. */
  interface Ids {
    Optional<List<RowId>> of(TablePair pair, Changed changed);
  }

  /** Decides for each table; when in doubt the table is read in full. */
  static VerifyPlan of(
      TableMap tables, Verdicts verdicts, DirtyTables dirty, Limits limits, Ids ids) {
    List<TablePair> full = new ArrayList<>();
    Map<TablePair, List<RowId>> keys = new java.util.LinkedHashMap<>();
    Map<TablePair, Changed> changes = new java.util.LinkedHashMap<>();
    List<TablePair> unchanged = new ArrayList<>();
    for (Map.Entry<TableName, TablePair> entry : tables.pairs().entrySet()) {
      TablePair pair = entry.getValue();
      Verdicts.Standing standing = verdicts.of(entry.getKey()).orElse(null);
      if (standing == null || !standing.equal()) {
        full.add(pair);
        continue;
      }
      long rows = standing.verdict().sourceRows();
      Changed changed = dirty.since(standing.equalUpTo(), tables.partsOf(entry.getKey()));
      if (rows <= limits.alwaysFullRows()) {
        full.add(pair);
      } else if (changed.nothing()) {
        unchanged.add(pair);
      } else if (changed.beyondKeys() || rows <= limits.fullWhenChangedRows()) {
        full.add(pair);
      } else {
        Optional<List<RowId>> named = ids.of(pair, changed);
        if (named.isPresent()) {
          keys.put(pair, named.get());
          changes.put(pair, changed);
        } else {
          full.add(pair);
        }
      }
    }
    return new VerifyPlan(full, keys, changes, unchanged);
  }
}
