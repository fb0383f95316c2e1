package io.tributary.checks.file;

import io.tributary.checks.existing.MigrationLists;
import io.tributary.common.model.TableName;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.plan.rule.ExistingRows;
import io.tributary.common.plan.source.ConvertedSource;
import java.util.List;

/**
 * Names tables that move and in which an application keeps its own migrations: those that it has
 * for SQLite may be others than those for PostgreSQL. A table whose rows the file decides about is
 * not named.
 */
final class MigrationListCheck implements SqliteFileCheck {
  private static final PreflightCode CODE = PreflightCode.MIGRATION_LIST;

  @Override
  public List<PreflightCheck> look(SqliteReading file) {
    ConvertedSource rules = file.source().converted();
    List<String> lists =
        MigrationLists.among(
            file.content().tables().stream()
                .map(TableName::name)
                .filter(table -> rules.table(table).existingRows() == ExistingRows.REFUSE)
                .toList());
    if (lists.isEmpty()) {
      return List.of();
    }
    return List.of(
        CODE.warning(
            file.subject(),
            "%s: an application keeps in such a table which changes of its schema it has made, and it moves. If the application has other ones for PostgreSQL, it makes them once more when it starts on the target, where the tables are there already."
                .formatted(String.join(", ", lists)),
            "Nothing, if it has the same for SQLite and PostgreSQL. Otherwise leave it out: `exclude: [%s]` in the schemas of the source, and let the target have the list that the application makes on PostgreSQL."
                .formatted(MigrationLists.leftOut(file.source(), lists))));
  }
}
