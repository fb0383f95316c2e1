package io.tributary.mapping.sqlite.translation;

import io.tributary.common.sql.Sql;
import io.tributary.mapping.remark.RemarkCode;
import io.tributary.mapping.sqlite.expression.ColumnResolver;
import io.tributary.mapping.sqlite.expression.ExpressionWriter;
import io.tributary.mapping.sqlite.expression.NumberType;
import io.tributary.mapping.sqlite.expression.TypedSql;
import io.tributary.mapping.sqlite.schema.SqliteColumn;
import io.tributary.mapping.sqlite.schema.SqliteColumnName;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import io.tributary.mapping.sqlite.token.SqliteSyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table with the names and types that its columns get, as expressions over it see them.
 *
 * @param table the table in SQLite
 * @param name its name in PostgreSQL
 * @param columns its columns by name in lower case
 * @param dropped names of columns that stay behind, in lower case
 */
record TableScope(SqliteTable table, String name, Map<String, Planned> columns, Set<String> dropped)
    implements ColumnResolver {

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

    /** The column in expressions. */
    TypedSql typed() {
      return new TypedSql(
          quoted(),
          ColumnFamily.of(column, type),
          collation(),
          NumberType.of(type.conversion().targetType()));
    }

    Planned with(TypeRule.Decision other) {
      return new Planned(column, name, other);
    }

    /** SQLite's collating sequence, when it is not the usual one. */
    @Nullable String collation() {
      String declared = column.collation();
      return declared == null || declared.equalsIgnoreCase("BINARY")
          ? null
          : declared.toUpperCase(Locale.ROOT);
    }
  }

  static TableScope of(SqliteTable table, DerivedSchemaDraft draft, TypeRule types) {
    NameChoices names = draft.choices.names();
    String name =
        draft.named(table.name(), names.tables().getOrDefault(table.name(), table.name()));
    Map<String, Planned> columns = new LinkedHashMap<>();
    Set<String> taken = new HashSet<>();
    Set<String> dropped = new HashSet<>();
    for (SqliteColumn column : table.columns()) {
      SqliteColumnName place = new SqliteColumnName(table.name(), column.name());
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
      remark(draft, table.name(), column.name(), type);
      columns.put(key(column.name()), new Planned(column, columnName, type));
    }
    TableScope scope = new TableScope(table, name, columns, dropped);
    scope.calculated(draft);
    return scope;
  }

  private static void remark(
      DerivedSchemaDraft draft, String table, String column, TypeRule.Decision type) {
    RemarkCode code = type.code();
    if (code != null) {
      draft.remark(table, column, code, type.remark());
    }
  }

  /** Generated columns get the types of their values, which may differ from what they declare. */
  private void calculated(DerivedSchemaDraft draft) {
    for (Map.Entry<String, Planned> entry : columns.entrySet()) {
      Planned planned = entry.getValue();
      SqliteColumn.Generated generated = planned.column().generated();
      if (generated != null) {
        value(generated)
            .flatMap(value -> GeneratedColumnType.calculated(planned.type(), value))
            .ifPresent(
                type -> {
                  entry.setValue(planned.with(type));
                  remark(draft, table.name(), planned.column().name(), type);
                });
      }
    }
  }

  private Optional<TypedSql> value(SqliteColumn.Generated generated) {
    try {
      return Optional.of(ExpressionWriter.write(generated.expression(), stored()));
    } catch (SqliteSyntaxException e) {
      return Optional.empty();
    }
  }

  /** The columns of which PostgreSQL computes others: those that are stored themselves. */
  ColumnResolver stored() {
    return (qualifier, wanted) ->
        planned(wanted).filter(c -> c.column().generated() != null).isPresent()
            ? Optional.empty()
            : column(qualifier, wanted);
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
  public Optional<TypedSql> column(@Nullable String qualifier, String wanted) {
    boolean here = qualifier == null || qualifier.equalsIgnoreCase(table.name());
    if (here) {
      // In double quotes it would else be taken for a string.
      requireMoving(List.of(wanted));
    }
    return here ? planned(wanted).map(Planned::typed) : Optional.empty();
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
