package io.tributary.checks.rows;

import io.tributary.common.change.RowImage;
import io.tributary.mapping.table.TableMapping;
import java.sql.SQLException;
import java.util.function.Consumer;

/** Reads the rows of one state of a source, as the copy would, as often as it is asked to. */
public interface RowScan {

  /** Every row of a table, in the order of the copy; none where the source lacks the table. */
  void read(TableMapping table, Consumer<RowImage> rows) throws SQLException;
}
