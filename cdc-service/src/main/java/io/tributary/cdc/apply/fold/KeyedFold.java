package io.tributary.cdc.apply.fold;

import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.RowImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Folds the changes of a table with a key. */
final class KeyedFold implements TableFold {
  private final TargetTable table;
  private final Map<List<String>, KeyEffect> effects = new LinkedHashMap<>();
  private boolean truncated;
  private @Nullable List<String> leftKey;
  private @Nullable KeyEffect leftEffect;

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
      case SNAPSHOT -> put(change.row());
      case INSERT -> {
        if (change.oldKey() == null) {
          put(change.row());
        } else {
          arrive(RowKeys.after(table, change), change.row());
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
    effects.put(RowKeys.required(table, row), new KeyEffect.Put(row));
  }

  @Override
  public void remove(RowImage key) {
    effects.put(RowKeys.required(table, key), KeyEffect.REMOVE);
  }

  private void update(RowChange change) {
    List<String> before = RowKeys.before(table, change);
    List<String> after = RowKeys.after(table, change);
    RowImage row =
        change.before() == null ? change.row() : change.row().filledFrom(change.before());
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
      effects.put(key, new KeyEffect.Put(row));
      return;
    }
    if (leftKey == null) {
      throw FoldErrors.keyUnknown(table.name(), "a key change lacks its first half");
    }
    effects.put(key, changed(leftKey, leftEffect, row).movedFrom(leftKey));
  }

  private KeyEffect changed(List<String> key, @Nullable KeyEffect earlier, RowImage row) {
    if (earlier == null && (row.complete() || !truncated)) {
      return KeyEffect.of(row);
    }
    return Optional.ofNullable(earlier)
        .flatMap(effect -> effect.then(row))
        .orElseThrow(() -> FoldErrors.rowMissing(table.name(), key));
  }

  @Override
  public TableEffects effects() {
    TableEffects written = TableEffects.none(table, truncated);
    effects.forEach((key, effect) -> effect.addTo(written, key));
    return written;
  }
}
