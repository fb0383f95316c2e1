package io.tributary.cdc.apply.fold;

import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Folds the changes of a table with a key. */
final class KeyedFold implements TableFold {
  private final TargetTable table;
  private final Map<List<String>, Effect> effects = new LinkedHashMap<>();
  private boolean truncated;
  private List<String> leftKey;
  private Effect leftEffect;

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
      case SNAPSHOT -> appear(change);
      case INSERT -> {
        if (change.oldKey() == null) {
          appear(change);
        } else {
          arrive(Keys.after(table, change), change.after());
        }
      }
      case DELETE -> leave(Keys.before(table, change));
      case UPDATE -> update(change);
    }
  }

  private void appear(RowChange change) {
    if (!change.after().complete()) {
      throw FoldErrors.keyUnknown(table.name(), "a new row lacks values");
    }
    effects.put(Keys.after(table, change), Effect.put(change.after()));
  }

  private void update(RowChange change) {
    List<String> before = Keys.before(table, change);
    List<String> after = Keys.after(table, change);
    Row row = change.before() == null ? change.after() : change.after().filledFrom(change.before());
    if (before.equals(after)) {
      effects.put(after, changed(after, effects.get(after), row));
    } else {
      leave(before);
      arrive(after, row);
    }
  }

  private void leave(List<String> key) {
    leftKey = key;
    leftEffect = effects.put(key, Effect.REMOVE);
  }

  /** The second half of a key change: values that were not sent stay those of the key it left. */
  private void arrive(List<String> key, Row row) {
    if (row.complete()) {
      effects.put(key, Effect.put(row));
      return;
    }
    if (leftKey == null) {
      throw FoldErrors.keyUnknown(table.name(), "a key change lacks its first half");
    }
    Effect moved = changed(leftKey, leftEffect, row);
    effects.put(key, moved.kind() == Effect.Kind.PATCH ? Effect.move(leftKey, moved.row()) : moved);
  }

  private Effect changed(List<String> key, Effect earlier, Row row) {
    Effect later;
    if (earlier != null) {
      later = earlier.then(row);
    } else if (row.complete()) {
      later = Effect.put(row);
    } else {
      later = truncated ? null : Effect.patch(row);
    }
    if (later == null) {
      throw FoldErrors.rowMissing(table.name(), key);
    }
    return later;
  }

  @Override
  public TableEffects effects() {
    List<List<String>> removes = new ArrayList<>();
    List<Row> patches = new ArrayList<>();
    List<Row> puts = new ArrayList<>();
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
