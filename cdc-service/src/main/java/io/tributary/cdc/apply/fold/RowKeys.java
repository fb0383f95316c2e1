package io.tributary.cdc.apply.fold;

import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.common.change.ChangeRecord.Op;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.RowImage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the keys in row images. */
public final class RowKeys {
  private RowKeys() {}

  /** The values of the table's key columns; null when the image does not have them all. */
  public static @Nullable List<String> of(TargetTable table, @Nullable RowImage image) {
    if (image == null) {
      return null;
    }
    List<String> key = new ArrayList<>(table.key().size());
    for (String column : table.key()) {
      String value = image.value(column);
      if (value == null || RowImage.unchanged(value)) {
        return null;
      }
      key.add(value);
    }
    return key;
  }

  /** The key that the row had before the change; for INSERT and SNAPSHOT the new one. */
  static List<String> before(TargetTable table, RowChange change) {
    List<String> key = of(table, change.before());
    if (key == null && change.op() != Op.DELETE) {
      key = of(table, change.after());
    }
    return required(table, key);
  }

  static List<String> after(TargetTable table, RowChange change) {
    return required(table, change.after());
  }

  /** The key in an image, which must have it. */
  static List<String> required(TargetTable table, @Nullable RowImage image) {
    return required(table, of(table, image));
  }

  private static List<String> required(TargetTable table, @Nullable List<String> key) {
    if (key == null) {
      throw FoldErrors.keyUnknown(table.name(), "key columns " + table.key());
    }
    return key;
  }
}
