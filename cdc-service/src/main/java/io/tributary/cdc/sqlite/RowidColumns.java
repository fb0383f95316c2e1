package io.tributary.cdc.sqlite;

import io.tributary.cdc.schema.Session;
import io.tributary.common.mapping.TableMapping;
import io.tributary.common.sql.Sql;
import java.util.List;

/** The columns that hold SQLite's hidden rowid for as long as rows are told apart by it. */
final class RowidColumns {
  private RowidColumns() {}

  static void drop(Session target, List<TableMapping> tables) {
    target.runAll(
        tables.stream()
            .filter(TableMapping::byRowid)
            .map(
                table ->
                    "ALTER TABLE "
                        + Sql.table(table.target())
                        + " DROP COLUMN IF EXISTS "
                        + Sql.identifier(TableMapping.ROWID))
            .toList());
  }
}
