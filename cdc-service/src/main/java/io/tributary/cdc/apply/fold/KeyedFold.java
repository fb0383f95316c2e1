package io.tributary.cdc.apply.fold;

import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.RowImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Folds the changes of a table with a key. */
final class KeyedFold implements TableFold {
  private final TargetTable table;
  private final Map<List<String>, KeyEffect> effects = new LinkedHashMap<>();
  private boolean truncated;
  private List<String> leftKey;
  private KeyEffect leftEffect;

  KeyedFold(TargetTable table) {
    this.table = table;
  }

  @Override
  public void truncate() {
    effects.clear();
    truncated = true;
    leftKey = null;
  }

  @Override
  public void change(RowChange change) {
    switch (change.op()) {
      case SNAPSHOT -> put(change.after());
      case INSERT -> {
        if (change.oldKey() == null) {
          put(change.after());
        } else {
          arrive(RowKeys.after(table, change), change.after());
        }
      }
      case DELETE -> leave(RowKeys.before(table, change));
      case UPDATE -> update(change);
    }
  }

  @Override
  public void put(RowImage row) {
    if (!row.complete()) {
      throw FoldErrors.keyUnknown(table.name(), "a new row lacks values");
    }
    effects.put(RowKeys.required(table, row), KeyEffect.put(row));
  }

  @Override
  public void remove(RowImage key) {
    effects.put(RowKeys.required(table, key), KeyEffect.REMOVE);
  }

  private void update(RowChange change) {
    List<String> before = RowKeys.before(table, change);
    List<String> after = RowKeys.after(table, change);
    RowImage row =
        change.before() == null ? change.after() : change.after().filledFrom(change.before());
    if (before.equals(after)) {
      effects.put(after, changed(after, effects.get(after), row));
    } else {
      leave(before);
      arrive(after, row);
    }
  }

  private void leave(List<String> key) {
    leftKey = key;
    leftEffect = effects.put(key, KeyEffect.REMOVE);
  }

  /** The second half of a key change: values that were not sent stay those of the key it left. */
  private void arrive(List<String> key, RowImage row) {
    if (row.complete()) {
      effects.put(key, KeyEffect.put(row));
      return;
    }
    if (leftKey == null) {
      throw FoldErrors.keyUnknown(table.name(), "a key change lacks its first half");
    }
    KeyEffect moved = changed(leftKey, leftEffect, row);
    effects.put(
        key, moved.kind() == KeyEffect.Kind.PATCH ? KeyEffect.move(leftKey, moved.row()) : moved);
  }

  private KeyEffect changed(List<String> key, KeyEffect earlier, RowImage row) {
    KeyEffect later;
    if (earlier != null) {
      later = earlier.then(row);
    } else if (row.complete()) {
      later = KeyEffect.put(row);
    } else {
      later = truncated ? null : KeyEffect.patch(row);
    }
    if (later == null) {
      throw FoldErrors.rowMissing(table.name(), key);
    }
    return later;
  }

  @Override
  public TableEffects effects() {
    List<List<String>> removes = new ArrayList<>();
    List<RowImage> patches = new ArrayList<>();
    List<RowImage> puts = new ArrayList<>();
    List<TableEffects.Move> moves = new ArrayList<>();
    effects.forEach(
        (key, effect) -> {
          switch (effect.kind()) {
            case PUT -> puts.add(effect.row());
            case PATCH -> patches.add(effect.row());
            case MOVE -> moves.add(new TableEffects.Move(effect.from(), effect.row()));
            case REMOVE -> {
              if (!truncated) {
                removes.add(key);
              }
            }
          }
        });
    return new TableEffects(table, truncated, removes, patches, puts, moves, Map.of());
  }
}
