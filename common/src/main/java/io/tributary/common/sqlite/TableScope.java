package io.tributary.common.sqlite;

import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A table and what becomes of its columns.
 *
 * @param table the table in SQLite
 * @param name its name in PostgreSQL
 * @param columns its columns by name in lower case
 */
record TableScope(SqliteTable table, String name, Map<String, Planned> columns)
    implements ColumnNames {

  /**
   * A column.
   *
   * @param column the column in SQLite
   * @param name its name in PostgreSQL
   * @param type its type there
   */
  record Planned(SqliteColumn column, String name, TypeRule.Decision type) {

    String quoted() {
      return Sql.identifier(name);
    }

    /** SQLite's collating sequence, when it is not the usual one. */
    String collation() {
      String declared = column.collation();
      return declared == null || declared.equalsIgnoreCase("BINARY")
          ? null
          : declared.toUpperCase(Locale.ROOT);
    }
  }

  static TableScope of(SqliteTable table, PlanDraft draft, TypeRule types) {
    String name = draft.named(table.name(), table.name());
    Map<String, Planned> columns = new LinkedHashMap<>();
    Set<String> taken = new HashSet<>();
    for (SqliteColumn column : table.columns()) {
      TypeRule.Decision type = types.decide(table.name(), column);
      String columnName = RelationNames.column(column.name(), taken);
      if (!columnName.equals(column.name())) {
        draft.remark(
            table.name(),
            column.name(),
            RemarkCode.NAME_CHANGED,
            "It is named " + columnName + ": PostgreSQL cannot have a column of its name.");
      }
      if (type.code() != null) {
        draft.remark(table.name(), column.name(), type.code(), type.remark());
      }
      columns.put(key(column.name()), new Planned(column, columnName, type));
    }
    return new TableScope(table, name, columns);
  }

  Optional<Planned> planned(String column) {
    return Optional.ofNullable(columns.get(key(column)));
  }

  /** Quoted names of columns; empty when one is not there. */
  Optional<List<String>> quoted(List<String> wanted) {
    List<String> quoted = new ArrayList<>();
    wanted.forEach(column -> planned(column).map(Planned::quoted).ifPresent(quoted::add));
    return quoted.size() == wanted.size() ? Optional.of(quoted) : Optional.empty();
  }

  @Override
  public Optional<Typed> column(String qualifier, String wanted) {
    return qualifier == null || qualifier.equalsIgnoreCase(table.name())
        ? planned(wanted).map(c -> new Typed(c.quoted(), c.type().family(), c.collation()))
        : Optional.empty();
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
