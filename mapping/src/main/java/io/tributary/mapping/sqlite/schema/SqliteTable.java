package io.tributary.mapping.sqlite.schema;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table as declared.
 *
 * @param name its name
 * @param columns its columns in order
 * @param primaryKey its primary key; null for none
 * @param uniques its UNIQUE constraints
 * @param foreignKeys its foreign keys
 * @param checks its CHECK constraints
 * @param conflictActions what its ON CONFLICT clauses do, upper case
 * @param withoutRowid whether it is WITHOUT ROWID
 * @param strict whether it is STRICT
 */
public record SqliteTable(
    String name,
    List<SqliteColumn> columns,
    @Nullable SqliteKey primaryKey,
    List<SqliteKey> uniques,
    List<SqliteForeignKey> foreignKeys,
    List<SqliteCheckConstraint> checks,
    Set<String> conflictActions,
    boolean withoutRowid,
    boolean strict) {

  /** A column by name; names differ by more than ASCII case in SQLite. */
  public Optional<SqliteColumn> column(String wanted) {
    return columns.stream().filter(column -> column.name().equalsIgnoreCase(wanted)).findFirst();
  }

  /** The columns of the primary key, as the columns are declared; empty for none. */
  public List<String> keyColumns() {
    return primaryKey == null
        ? List.of()
        : primaryKey.columns().stream()
            .map(name -> column(name).map(SqliteColumn::name).orElse(name))
            .toList();
  }

  /** The column that is the rowid under another name: INTEGER PRIMARY KEY, exactly so. */
  public Optional<SqliteColumn> rowidAlias() {
    if (primaryKey == null || withoutRowid || primaryKey.parts().size() != 1) {
      return Optional.empty();
    }
    return column(primaryKey.columns().get(0))
        .filter(column -> column.type().text().equalsIgnoreCase("INTEGER"))
        .filter(column -> !primaryKey.parts().get(0).descending());
  }

  /** Whether SQLite itself keeps NULL out of the column. */
  public boolean neverNull(SqliteColumn column) {
    boolean key = keyColumns().contains(column.name());
    boolean alias = rowidAlias().filter(column::equals).isPresent();
    return column.notNull() || alias || (key && (withoutRowid || strict));
  }
}
