package io.tributary.cdc.apply.file;

import io.tributary.cdc.apply.table.KeyChoice;
import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.common.change.RowImage;
import io.tributary.common.model.TableName;
import io.tributary.mapping.row.RowReturn;
import io.tributary.mapping.table.ColumnMapping;
import io.tributary.mapping.table.TableMapping;
import java.util.List;

/**
 * A table of the target whose rows go back to a table of the file. Immutable.
 *
 * @param file its name in the file
 * @param mapping the table as it moved out
 * @param rows takes its rows back
 * @param shape the table of the target, with the key by which the file tells its rows apart
 */
record ReturningTable(String file, TableMapping mapping, RowReturn rows, TargetTable shape) {

  static ReturningTable of(TableMapping mapping, String file) {
    List<String> key = mapping.keyColumns().stream().map(ColumnMapping::target).toList();
    return new ReturningTable(
        file,
        mapping,
        new RowReturn(mapping),
        new TargetTable(mapping.target(), List.of(), new KeyChoice(key, true, true), false, false));
  }

  /** Its name at the target. */
  TableName target() {
    return mapping.target();
  }

  /** A key as an image. */
  RowImage image(List<String> key) {
    return new RowImage(shape.key(), List.copyOf(key));
  }

  /** The values of the key of a row that has them all. */
  List<String> key(RowImage row) {
    return shape.key().stream().map(row::value).toList();
  }
}
