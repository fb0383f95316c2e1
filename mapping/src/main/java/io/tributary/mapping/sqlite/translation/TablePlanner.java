package io.tributary.mapping.sqlite.translation;

import io.tributary.common.sql.Sql;
import io.tributary.mapping.conversion.Conversion;
import io.tributary.mapping.conversion.NotNullConversion;
import io.tributary.mapping.remark.RemarkCode;
import io.tributary.mapping.sqlite.expression.ExpressionWriter;
import io.tributary.mapping.sqlite.expression.TypedSql;
import io.tributary.mapping.sqlite.schema.SqliteColumn;
import io.tributary.mapping.sqlite.schema.SqliteKey;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import io.tributary.mapping.sqlite.token.SqliteSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans CREATE TABLE statements with columns and primary keys. */
final class TablePlanner {
  private final DerivedSchemaDraft draft;
  private final FullTextPlanner searches;
  private final IdentityPlanner identities;

  TablePlanner(DerivedSchemaDraft draft, FullTextPlanner searches) {
    this.draft = draft;
    this.searches = searches;
    this.identities = new IdentityPlanner(draft);
  }

  List<PlannedColumn> plan(TableScope scope) {
    List<String> lines = new ArrayList<>();
    List<PlannedColumn> columns = new ArrayList<>();
    for (TableScope.Planned planned : scope.columns().values()) {
      Optional<String> computed = computed(scope, planned);
      lines.add(line(scope, planned, computed));
      columns.add(
          new PlannedColumn(
              scope.table().name(),
              scope.name(),
              planned.column().name(),
              planned.name(),
              planned.column().type(),
              conversion(scope.table(), planned),
              computed.isPresent()));
    }
    lines.addAll(searches.lines(scope));
    primaryKey(scope).ifPresent(lines::add);
    draft.preData.add(
        "CREATE TABLE "
            + draft.qualified(scope.name())
            + " (\n  "
            + String.join(",\n  ", lines)
            + "\n)");
    return columns;
  }

  private static Conversion conversion(SqliteTable table, TableScope.Planned planned) {
    SqliteColumn column = planned.column();
    boolean mayBeNull = table.keyColumns().contains(column.name()) && !table.neverNull(column);
    Conversion conversion = planned.type().conversion();
    return mayBeNull ? NotNullConversion.key(conversion) : conversion;
  }

  private String line(TableScope scope, TableScope.Planned planned, Optional<String> computed) {
    StringBuilder line = new StringBuilder(planned.quoted());
    line.append(' ').append(planned.type().conversion().targetType());
    computed.ifPresent(sql -> line.append(" GENERATED ALWAYS AS (").append(sql).append(") STORED"));
    identities.clause(scope, planned).ifPresent(clause -> line.append(' ').append(clause));
    defaultOf(scope, planned).ifPresent(sql -> line.append(" DEFAULT (").append(sql).append(')'));
    if (scope.table().neverNull(planned.column())) {
      line.append(" NOT NULL");
    }
    return line.toString();
  }

  private Optional<String> defaultOf(TableScope scope, TableScope.Planned planned) {
    SqliteColumn column = planned.column();
    String declared = column.defaultText();
    // SQLite never uses the default of a rowid.
    if (declared == null || scope.table().rowidAlias().filter(column::equals).isPresent()) {
      return Optional.empty();
    }
    ColumnDefaultWriter.Written written =
        ColumnDefaultWriter.write(declared, column.type(), planned.type());
    RemarkCode code = written.code();
    if (code != null) {
      draft.remark(scope.table().name(), column.name(), code, written.remark());
    }
    return Optional.ofNullable(written.sql());
  }

  private Optional<String> computed(TableScope scope, TableScope.Planned planned) {
    SqliteColumn.Generated generated = planned.column().generated();
    if (generated == null) {
      return Optional.empty();
    }
    try {
      TypedSql typed = ExpressionWriter.write(generated.expression(), scope.stored());
      String value = GeneratedColumnType.assigned(planned.type(), typed);
      if (!generated.stored()) {
        generated(scope, planned, "VIRTUAL becomes STORED: the target keeps the value.");
      }
      return Optional.of(value);
    } catch (SqliteSyntaxException e) {
      generated(
          scope,
          planned,
          "It becomes an ordinary column that receives the computed values, as ("
              + generated.expression()
              + ") is not translated: "
              + e.getMessage()
              + ". After the cutover the application must fill it.");
      return Optional.empty();
    }
  }

  private void generated(TableScope scope, TableScope.Planned planned, String text) {
    draft.remark(scope.table().name(), planned.column().name(), RemarkCode.GENERATED_CHANGED, text);
  }

  private Optional<String> primaryKey(TableScope scope) {
    SqliteTable table = scope.table();
    SqliteKey key = table.primaryKey();
    if (key == null) {
      draft.remark(
          table.name(),
          RemarkCode.NO_KEY,
          "It has no primary key; rows are told apart by SQLite's rowid, which the target lacks.");
      return Optional.empty();
    }
    for (String name : table.keyColumns()) {
      scope
          .planned(name)
          .filter(planned -> !table.neverNull(planned.column()))
          .ifPresent(planned -> nullable(table, planned));
    }
    return scope
        .quoted(table.keyColumns())
        .map(columns -> keyName(table, key) + "PRIMARY KEY (" + String.join(", ", columns) + ")");
  }

  private String keyName(SqliteTable table, SqliteKey key) {
    String wanted = key.name();
    return wanted == null
        ? ""
        : "CONSTRAINT " + Sql.identifier(draft.named(table.name(), wanted)) + " ";
  }

  private void nullable(SqliteTable table, TableScope.Planned planned) {
    draft.remark(
        table.name(),
        planned.column().name(),
        RemarkCode.NULLABLE_KEY,
        "SQLite lets this part of the primary key be NULL, PostgreSQL does not: such rows are"
            + " rejected.");
  }
}
