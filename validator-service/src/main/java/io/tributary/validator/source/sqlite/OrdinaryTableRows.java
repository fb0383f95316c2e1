package io.tributary.validator.source.sqlite;

import io.tributary.common.sql.Sql;
import io.tributary.mapping.table.ColumnMapping;
import io.tributary.mapping.table.TableMapping;
import io.tributary.validator.source.converted.FileTableRows;
import io.tributary.validator.source.sqlite.file.FileRow;
import io.tributary.validator.source.sqlite.file.SqliteFileReader;
import io.tributary.validator.source.sqlite.file.StoredValue;
import java.nio.charset.Charset;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of an ordinary table, read by SQLite itself. */
final class OrdinaryTableRows implements FileTableRows {
  /** Characters of values after which a piece is large enough, whatever its number of rows. */
  private static final long PIECE_SIZE = 4_000_000;

  private final SqliteFileReader file;
  private final Charset encoding;
  private final TableMapping mapping;
  private final List<String> order;
  private final List<String> columns;

  private OrdinaryTableRows(
      SqliteFileReader file, Charset encoding, TableMapping mapping, List<String> order) {
    this.file = file;
    this.encoding = encoding;
    this.mapping = mapping;
    this.order = order;
    this.columns = mapping.columns().stream().map(ColumnMapping::source).toList();
  }

  static OrdinaryTableRows of(SqliteFileReader file, TableMapping mapping) throws SQLException {
    return new OrdinaryTableRows(
        file, file.encoding(), mapping, new ScanOrder(file, mapping.source().name()).columns());
  }

  @Override
  public long count() throws SQLException {
    return file.number("SELECT count(*) FROM " + name()).orElse(0L);
  }

  @Override
  public List<FileRow> behind(@Nullable List<StoredValue> place, int rows) throws SQLException {
    String ordered =
        order.stream()
            .map(column -> column(column) + " COLLATE BINARY")
            .collect(Collectors.joining(", "));
    String where =
        place == null
            ? ""
            : " WHERE ("
                + ordered
                + ") > ("
                + place.stream().map(StoredValue::parameter).collect(Collectors.joining(", "))
                + ")";
    List<FileRow> found = new ArrayList<>();
    try (PreparedStatement statement =
        file.prepare(select() + where + " ORDER BY " + ordered + " LIMIT " + rows)) {
      for (int i = 0; place != null && i < place.size(); i++) {
        place.get(i).bind(statement, i + 1);
      }
      long size = 0;
      try (ResultSet result = statement.executeQuery()) {
        while (size < PIECE_SIZE && result.next()) {
          found.add(row(result));
          size += found.get(found.size() - 1).size();
        }
      }
    }
    return found;
  }

  @Override
  public List<FileRow> withKeys(Collection<List<String>> keys) throws SQLException {
    Map<String, PreparedStatement> statements = new HashMap<>();
    List<FileRow> found = new ArrayList<>();
    try {
      for (List<String> key : keys) {
        KeyLookup lookup = KeyLookup.of(mapping.key(), key, encoding);
        String sql = select() + lookup.where();
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
          statement = file.prepare(sql);
          statements.put(sql, statement);
        }
        lookup.bind(statement);
        try (ResultSet result = statement.executeQuery()) {
          while (result.next()) {
            FileRow row = row(result);
            // Collating sequences find more than was asked for: 'a' is also under 'A'.
            if (row.key().equals(key)) {
              found.add(row);
            }
          }
        }
      }
    } finally {
      for (PreparedStatement statement : statements.values()) {
        statement.close();
      }
    }
    return found;
  }

  @Override
  public Charset encoding() {
    return encoding;
  }

  private FileRow row(ResultSet result) throws SQLException {
    List<StoredValue> place = cells(result, 1, order.size());
    int next = 1 + 2 * order.size();
    List<String> key = new ArrayList<>();
    cells(result, next, mapping.key().size()).forEach(cell -> key.add(cell.text()));
    next += 2 * mapping.key().size();
    return FileRow.of(place, key, columns, cells(result, next, columns.size()));
  }

  private List<StoredValue> cells(ResultSet result, int first, int count) throws SQLException {
    List<StoredValue> cells = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      cells.add(StoredValue.read(result, first + 2 * i, encoding));
    }
    return cells;
  }

  private String select() {
    List<String> read = new ArrayList<>(order);
    read.addAll(mapping.key());
    read.addAll(columns);
    return "SELECT "
        + read.stream()
            .map(column -> "typeof(" + column(column) + "), " + column(column))
            .collect(Collectors.joining(", "))
        + " FROM "
        + name()
        + " AS t";
  }

  private String name() {
    return "main." + Sql.identifier(mapping.source().name());
  }

  private static String column(String name) {
    return "t." + Sql.identifier(name);
  }
}
