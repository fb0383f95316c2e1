package io.tributary.cdc.apply.deadletter;

import io.tributary.cdc.apply.fold.RowKeys;
import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.RowImage;
import io.tributary.common.json.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of the rows that a change is about: one, or two when it gives a row a new key. */
public final class ChangedKeys {
  private ChangedKeys() {}

  /** The rows, the one that the change leaves behind first. */
  public static List<ParkedKey> of(TargetTable table, RowChange change) {
    Set<ParkedKey> keys = new LinkedHashSet<>();
    add(keys, table, change.oldKey());
    add(keys, table, change.before());
    add(keys, table, change.after());
    add(keys, table, change.newKey());
    return List.copyOf(keys);
  }

  private static void add(Set<ParkedKey> keys, TargetTable table, @Nullable RowImage image) {
    if (image == null) {
      return;
    }
    List<String> key = table.keyed() ? RowKeys.of(table, image) : image.values();
    if (key != null) {
      keys.add(new ParkedKey(table.name().display(), Json.text(key)));
    }
  }
}
