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
 * @param dropped names of columns that stay behind, in lower case
 */
record TableScope(SqliteTable table, String name, Map<String, Planned> columns, Set<String> dropped)
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
    NameChoices names = draft.choices.names();
    String name =
        draft.named(table.name(), names.tables().getOrDefault(table.name(), table.name()));
    Map<String, Planned> columns = new LinkedHashMap<>();
    Set<String> taken = new HashSet<>();
    Set<String> dropped = new HashSet<>();
    for (SqliteColumn column : table.columns()) {
      ColumnName place = new ColumnName(table.name(), column.name());
      if (names.dropped().contains(place)) {
        dropped.add(key(column.name()));
        draft.remark(
            table.name(), column.name(), RemarkCode.COLUMN_DROPPED, "It stays behind as declared.");
        continue;
      }
      TypeRule.Decision type = types.decide(table.name(), column);
      String wanted = names.columns().getOrDefault(place, column.name());
      String columnName = RelationNames.column(wanted, taken);
      if (!columnName.equals(wanted)) {
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
    return new TableScope(table, name, columns, dropped);
  }

  Optional<Planned> planned(String column) {
    return Optional.ofNullable(columns.get(key(column)));
  }

  /**
   * Refuses what needs a column that stays behind.
   *
   * @throws SqliteSyntaxException naming the column
   */
  void requireMoving(List<String> wanted) {
    for (String column : wanted) {
      if (dropped.contains(key(column))) {
        throw new SqliteSyntaxException("the column " + column + " stays behind");
      }
    }
  }

  /** Quoted names of columns; empty when one is not there. */
  Optional<List<String>> quoted(List<String> wanted) {
    List<String> quoted = new ArrayList<>();
    wanted.forEach(column -> planned(column).map(Planned::quoted).ifPresent(quoted::add));
    return quoted.size() == wanted.size() ? Optional.of(quoted) : Optional.empty();
  }

  @Override
  public Optional<Typed> column(String qualifier, String wanted) {
    boolean here = qualifier == null || qualifier.equalsIgnoreCase(table.name());
    if (here) {
      // In double quotes it would else be taken for a string.
      requireMoving(List.of(wanted));
    }
    return here
        ? planned(wanted).map(c -> new Typed(c.quoted(), c.type().family(), c.collation()))
        : Optional.empty();
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
