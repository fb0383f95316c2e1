package io.tributary.validator.watch;

import io.tributary.common.model.TableName;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.stream.Changed;
import io.tributary.validator.stream.DirtyTables;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * What has to be read behind the fence.
 *
 * @param full tables of which every row is compared
 * @param keys tables of which the changed rows are compared
 * @param unchanged tables that stand by their latest equal verdict
 */
record VerifyPlan(
    List<TablePair> full, Map<TablePair, List<RowId>> keys, List<TablePair> unchanged) {

  /** Decides for each table; when in doubt the table is read in full. */
  static VerifyPlan of(TableMap tables, Verdicts verdicts, DirtyTables dirty, Limits limits) {
    List<TablePair> full = new ArrayList<>();
    Map<TablePair, List<RowId>> keys = new java.util.LinkedHashMap<>();
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
      boolean keyed = namedByKey(pair, changed);
      if (rows <= limits.alwaysFullRows()) {
        full.add(pair);
      } else if (changed.nothing()) {
        unchanged.add(pair);
      } else if (!keyed || changed.beyondKeys() || rows <= limits.fullWhenChangedRows()) {
        full.add(pair);
      } else {
        keys.put(pair, ids(pair, changed));
      }
    }
    return new VerifyPlan(full, keys, unchanged);
  }

  /** Whether the records' keys are the key by which the validator tells rows apart. */
  private static boolean namedByKey(TablePair pair, Changed changed) {
    var names = new HashSet<>(pair.source().keyNames());
    return pair.keyed() && changed.keys().stream().allMatch(key -> key.keySet().equals(names));
  }

  private static List<RowId> ids(TablePair pair, Changed changed) {
    return changed.keys().stream()
        .map(key -> new RowId(pair.source().keyNames().stream().map(key::get).toList()))
        .toList();
  }
}
