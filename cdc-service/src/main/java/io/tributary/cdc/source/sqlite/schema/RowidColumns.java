package io.tributary.cdc.source.sqlite.schema;

import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseSession;
import io.tributary.mapping.table.TableMapping;
import java.util.List;

/** The columns that hold SQLite's hidden rowid for as long as rows are told apart by it. */
final class RowidColumns {
  private RowidColumns() {}

  static void drop(DatabaseSession target, List<TableMapping> tables) {
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
