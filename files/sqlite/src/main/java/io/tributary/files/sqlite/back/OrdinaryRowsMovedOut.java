package io.tributary.files.sqlite.back;

import static io.tributary.files.sqlite.SqliteNames.quote;

import io.tributary.files.sqlite.SqliteNames;
import io.tributary.files.sqlite.table.CaptureColumn;
import io.tributary.files.sqlite.table.CaptureKey;
import io.tributary.files.sqlite.table.CaptureTable;
import io.tributary.mapping.conversion.SourceValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows of an ordinary table that wait in a temporary one, whose columns have no type and so change
 * no value. A rowid that no column shows is kept too: other tables, such as a full-text index, may
 * know the row by it.
 */
final class OrdinaryRowsMovedOut implements RowsMovedOut {
  private static final String WAITING = "temp." + quote(SqliteNames.OWN + "moved_out");

  private final FileStatements statements;
  private final KeyCondition condition;
  private final String name;
  private final String or;
  private final List<String> columns;

  OrdinaryRowsMovedOut(
      FileStatements statements, CaptureTable table, KeyCondition condition, String or) {
    this.statements = statements;
    this.condition = condition;
    this.name = "main." + quote(table.name());
    this.or = or;
    this.columns = new ArrayList<>();
    if (table.rowid() != null && table.key().kind() != CaptureKey.Kind.ROWID_ALIAS) {
      columns.add(table.rowid());
    }
    table.columns().stream()
        .filter(column -> !column.generated())
        .map(CaptureColumn::name)
        .forEach(columns::add);
    String places =
        IntStream.range(0, columns.size())
            .mapToObj(OrdinaryRowsMovedOut::place)
            .collect(Collectors.joining(", "));
    execute("CREATE TABLE " + WAITING + " (n INTEGER PRIMARY KEY, " + places + ")");
  }

  private static String place(int column) {
    return "c" + column;
  }

  @Override
  public boolean out(int number, Map<String, SourceValue> key) {
    String found = condition.sql(key, 2);
    String copy =
        "INSERT INTO " + WAITING + " SELECT ?1, " + names() + " FROM " + name + " WHERE " + found;
    String removal = "DELETE FROM " + name + " WHERE ?1 AND " + found;
    return executed(copy, number, key) > 0 && executed(removal, 1, key) > 0;
  }

  @Override
  public void in(int number, Map<String, SourceValue> changed) {
    Map<String, SourceValue> written = new LinkedHashMap<>();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      SourceValue value = changed.get(columns.get(i));
      if (value == null) {
        values.add(place(i));
      } else {
        written.put(columns.get(i), value);
        values.add("?" + (written.size() + 1));
      }
    }
    String sql =
        "INSERT"
            + or
            + " INTO "
            + name
            + " ("
            + names()
            + ") SELECT "
            + String.join(", ", values)
            + " FROM "
            + WAITING
            + " WHERE n = ?1";
    executed(sql, number, written);
  }

  private String names() {
    return columns.stream().map(SqliteNames::quote).collect(Collectors.joining(", "));
  }

  private int executed(String sql, int number, Map<String, SourceValue> values) {
    List<SourceValue> parameters = new ArrayList<>(List.of(new SourceValue.Whole(number)));
    parameters.addAll(values.values());
    return statements.refusable(sql, parameters);
  }

  private void execute(String sql) {
    statements.done(
        () -> {
          statements.sqlite().execute(sql);
          return true;
        });
  }

  @Override
  public void close() {
    execute("DROP TABLE " + WAITING);
  }
}
