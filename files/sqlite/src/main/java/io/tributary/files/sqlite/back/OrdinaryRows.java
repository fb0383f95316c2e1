package io.tributary.files.sqlite.back;

import static io.tributary.files.sqlite.SqliteNames.quote;

import io.tributary.files.sqlite.SqliteNames;
import io.tributary.files.sqlite.scan.StoredRow;
import io.tributary.files.sqlite.table.CaptureColumn;
import io.tributary.files.sqlite.table.CaptureTable;
import io.tributary.mapping.conversion.SourceValue;
import java.nio.charset.Charset;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The rows that SQLite has under the name of a table. */
final class OrdinaryRows extends ReturnTable {
  private final FileStatements statements;
  private final CaptureTable table;
  private final Charset encoding;
  private final KeyCondition condition;
  private final String name;
  private final String or;
  private final Set<String> generated;

  /**
   * @param overruled whether the declaration says what becomes of rows that violate it, which is to
   *     count for nothing here
   */
  OrdinaryRows(FileStatements statements, CaptureTable table, Charset encoding, boolean overruled) {
    this.statements = statements;
    this.table = table;
    this.encoding = encoding;
    this.condition = new KeyCondition(table, encoding);
    this.name = "main." + quote(table.name());
    this.or = overruled ? " OR ABORT" : "";
    this.generated =
        table.columns().stream()
            .filter(CaptureColumn::generated)
            .map(CaptureColumn::name)
            .collect(Collectors.toSet());
  }

  @Override
  public List<String> columns() {
    return table.carried().stream().map(CaptureColumn::name).toList();
  }

  @Override
  public List<String> key() {
    return table.key().columns();
  }

  @Override
  public Optional<Map<String, SourceValue>> read(Map<String, SourceValue> key) {
    return statements.done(
        () -> {
          PreparedStatement statement =
              statements.prepared(selection() + " WHERE " + condition.sql(key, 1));
          StoredValues.bind(statement, 1, key.values());
          try (ResultSet rows = statement.executeQuery()) {
            StoredRow row = stored(statement, rows);
            return row.next() ? Optional.of(values(row)) : Optional.empty();
          }
        });
  }

  @Override
  public void each(Consumer<Map<String, SourceValue>> consumer) {
    statements.done(
        () -> {
          PreparedStatement statement = statements.prepared(selection());
          try (ResultSet rows = statement.executeQuery()) {
            StoredRow row = stored(statement, rows);
            while (row.next()) {
              consumer.accept(values(row));
            }
          }
          return true;
        });
  }

  private String selection() {
    return "SELECT " + names(columns()) + " FROM " + name;
  }

  private StoredRow stored(PreparedStatement statement, ResultSet rows) throws SQLException {
    return new StoredRow(statement, rows, columns().size(), 0, encoding);
  }

  private Map<String, SourceValue> values(StoredRow row) {
    Map<String, SourceValue> values = new LinkedHashMap<>();
    List<String> columns = columns();
    for (int i = 0; i < columns.size(); i++) {
      values.put(columns.get(i), row.value(i));
    }
    return values;
  }

  @Override
  public void insert(Map<String, SourceValue> values) {
    Map<String, SourceValue> written = written(values);
    String places =
        IntStream.rangeClosed(1, written.size())
            .mapToObj(i -> "?" + i)
            .collect(Collectors.joining(", "));
    String sql =
        "INSERT"
            + or
            + " INTO "
            + name
            + (written.isEmpty()
                ? " DEFAULT VALUES"
                : " (" + names(written.keySet()) + ") VALUES (" + places + ")");
    executed(sql, written, Map.of());
  }

  @Override
  public boolean update(Map<String, SourceValue> key, Map<String, SourceValue> changed) {
    Map<String, SourceValue> written = written(changed);
    if (written.isEmpty()) {
      return read(key).isPresent();
    }
    StringBuilder sql = new StringBuilder("UPDATE" + or + " " + name + " SET ");
    int place = 1;
    for (String column : written.keySet()) {
      sql.append(place == 1 ? "" : ", ").append(quote(column)).append(" = ?").append(place++);
    }
    sql.append(" WHERE ").append(condition.sql(key, place));
    return executed(sql.toString(), written, key) > 0;
  }

  @Override
  public boolean delete(Map<String, SourceValue> key) {
    String sql = "DELETE FROM " + name + " WHERE " + condition.sql(key, 1);
    return executed(sql, Map.of(), key) > 0;
  }

  @Override
  public void clear() {
    executed("DELETE FROM " + name, Map.of(), Map.of());
  }

  @Override
  public long count() {
    return statements.done(
        () -> statements.sqlite().number("SELECT count(*) FROM " + name).orElse(0L));
  }

  private int executed(String sql, Map<String, SourceValue> values, Map<String, SourceValue> key) {
    List<SourceValue> parameters = new ArrayList<>(values.values());
    parameters.addAll(key.values());
    return statements.refusable(sql, parameters);
  }

  private Map<String, SourceValue> written(Map<String, SourceValue> values) {
    Map<String, SourceValue> written = new LinkedHashMap<>(values);
    written.keySet().removeAll(generated);
    return written;
  }

  private static String names(java.util.Collection<String> columns) {
    return columns.stream().map(SqliteNames::quote).collect(Collectors.joining(", "));
  }

  @Override
  protected boolean writtenUntold() {
    return false;
  }

  /** Every row is written at once. */
  @Override
  protected void flush() {}

  @Override
  protected void forget() {}

  @Override
  protected boolean rearrangeable() {
    return true;
  }

  @Override
  protected RowsMovedOut movingOut() {
    return new OrdinaryRowsMovedOut(statements, table, condition, or);
  }
}
