package io.tributary.mapping.sqlite.translation;

import io.tributary.common.sql.Sql;
import io.tributary.mapping.sqlite.expression.ColumnResolver;
import io.tributary.mapping.sqlite.expression.ExpressionParser;
import io.tributary.mapping.sqlite.expression.ExpressionWriter;
import io.tributary.mapping.sqlite.expression.SqliteExpression;
import io.tributary.mapping.sqlite.expression.TypeFamily;
import io.tributary.mapping.sqlite.expression.TypedSql;
import io.tributary.mapping.sqlite.schema.SqliteColumn;
import io.tributary.mapping.sqlite.token.SqliteSyntaxException;
import io.tributary.mapping.sqlite.token.SqliteToken;
import io.tributary.mapping.sqlite.token.SqliteTokenCursor;
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
 * Translates a SELECT of columns and expressions from joined tables, with a condition. Grouping,
 * ordering, subqueries and set operations are not translated. Made for one query.
 */
final class QueryWriter implements ColumnResolver {
  private static final Set<String> AFTER_TABLE =
      Set.of(
          "JOIN",
          "INNER",
          "LEFT",
          "CROSS",
          "NATURAL",
          "RIGHT",
          "FULL",
          "ON",
          "USING",
          "WHERE",
          "GROUP",
          "ORDER",
          "LIMIT",
          "HAVING",
          "UNION",
          "EXCEPT",
          "INTERSECT",
          "WINDOW");

  private final DerivedSchemaDraft draft;
  private final SqliteTokenCursor cursor;
  private final Map<String, TableScope> tables = new LinkedHashMap<>();

  QueryWriter(DerivedSchemaDraft draft, String query) {
    this.draft = draft;
    this.cursor = new SqliteTokenCursor(query);
  }

  String write() {
    cursor.expect("SELECT");
    String distinct = cursor.accept("DISTINCT") ? "DISTINCT " : "";
    List<String> items = new ArrayList<>();
    do {
      items.add(cursor.item("FROM"));
    } while (cursor.acceptSymbol(","));
    cursor.expect("FROM");
    String from = from();
    String where = cursor.accept("WHERE") ? " WHERE " + condition() : "";
    if (!cursor.ended()) {
      throw cursor.unexpected("the end of what is translated");
    }
    if (!distinct.isEmpty() && tables.values().stream().anyMatch(QueryWriter::comparesOtherwise)) {
      throw new SqliteSyntaxException("DISTINCT may compare by something else than BINARY");
    }
    Set<String> taken = new HashSet<>();
    List<String> columns = new ArrayList<>();
    items.forEach(item -> columns.addAll(columns(item, taken)));
    return "SELECT " + distinct + String.join(", ", columns) + " FROM " + from + where;
  }

  private static boolean comparesOtherwise(TableScope scope) {
    return scope.columns().values().stream()
        .anyMatch(c -> c.collation() != null || c.type().family() == TypeFamily.UNORDERED);
  }

  private String from() {
    StringBuilder from = new StringBuilder(table());
    while (true) {
      if (cursor.accept("LEFT")) {
        cursor.accept("OUTER");
        cursor.expect("JOIN");
        from.append(" LEFT JOIN ");
      } else if (cursor.accept("INNER", "JOIN") || cursor.accept("JOIN")) {
        from.append(" JOIN ");
      } else {
        return from.toString();
      }
      from.append(table());
      cursor.expect("ON");
      from.append(" ON ").append(condition());
    }
  }

  private String table() {
    String name = cursor.name();
    TableScope scope =
        draft.table(name).orElseThrow(() -> new SqliteSyntaxException(name + " is no table here"));
    boolean named = cursor.accept("AS");
    boolean alias = named || cursor.peek().isName() && !isAfterTable();
    String called = alias ? cursor.name() : name;
    if (tables.put(called.toLowerCase(Locale.ROOT), scope) != null) {
      throw new SqliteSyntaxException(called + " names two tables");
    }
    return draft.qualified(scope.name()) + " AS " + Sql.identifier(called.toLowerCase(Locale.ROOT));
  }

  private boolean isAfterTable() {
    return cursor.peek().kind() == SqliteToken.Kind.WORD
        && AFTER_TABLE.contains(cursor.peek().value().toUpperCase(Locale.ROOT));
  }

  private String condition() {
    SqliteExpression expression = new ExpressionParser(cursor).expression();
    return expression.writtenBy(new ExpressionWriter(this)).condition();
  }

  private List<String> columns(String item, Set<String> taken) {
    SqliteTokenCursor inner = new SqliteTokenCursor(item);
    if (inner.isSymbol("*")) {
      List<String> all = new ArrayList<>();
      tables.forEach((alias, scope) -> all.addAll(all(alias, scope, taken)));
      return all;
    }
    if (item.endsWith("*")) {
      String alias = inner.name().toLowerCase(Locale.ROOT);
      return Optional.ofNullable(tables.get(alias))
          .map(scope -> all(alias, scope, taken))
          .orElseThrow(() -> new SqliteSyntaxException("there is no table " + alias));
    }
    SqliteExpression expression = new ExpressionParser(inner).expression();
    boolean named = inner.accept("AS");
    String name = named || inner.peek().isName() ? inner.name() : plainName(expression);
    if (!inner.ended()) {
      throw inner.unexpected("the end of a column");
    }
    return List.of(as(expression.writtenBy(new ExpressionWriter(this)).sql(), name, taken));
  }

  private static String plainName(SqliteExpression expression) {
    if (expression instanceof SqliteExpression.Column column) {
      return column.name();
    }
    throw new SqliteSyntaxException("a computed column has no name");
  }

  private static List<String> all(String alias, TableScope scope, Set<String> taken) {
    scope.requireMoving(scope.table().columns().stream().map(SqliteColumn::name).toList());
    return scope.columns().values().stream()
        .map(c -> as(Sql.identifier(alias) + "." + c.quoted(), c.column().name(), taken))
        .toList();
  }

  private static String as(String sql, String name, Set<String> taken) {
    if (!taken.add(name)) {
      throw new SqliteSyntaxException("two columns are named " + name);
    }
    return sql + " AS " + Sql.identifier(name);
  }

  @Override
  public Optional<TypedSql> column(@Nullable String qualifier, String name) {
    List<TypedSql> found = new ArrayList<>();
    tables.forEach(
        (alias, scope) -> {
          if (qualifier == null || qualifier.equalsIgnoreCase(alias)) {
            scope
                .column(null, name)
                .map(
                    t ->
                        new TypedSql(
                            Sql.identifier(alias) + "." + t.sql(), t.family(), t.collation()))
                .ifPresent(found::add);
          }
        });
    if (found.size() > 1) {
      throw new SqliteSyntaxException("several tables have a column " + name);
    }
    return found.stream().findFirst();
  }
}
