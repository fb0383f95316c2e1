package io.tributary.validator.source.sqlite;

import io.tributary.common.sql.Sql;
import io.tributary.mapping.table.ColumnMapping;
import io.tributary.mapping.table.TableMapping;
import io.tributary.validator.source.converted.FileTableRows;
import io.tributary.validator.source.sqlite.file.FileRow;
import io.tributary.validator.source.sqlite.file.RowCells;
import io.tributary.validator.source.sqlite.file.RowColumns;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of an ordinary table, read by SQLite itself. */
final class OrdinaryTableRows implements FileTableRows {
  /** Characters of values after which a piece is large enough, whatever its number of rows. */
  private static final long PIECE_SIZE = 4_000_000;

  private final SqliteFileReader file;
  private final Charset encoding;
  private final TableMapping mapping;
  private final List<String> order;
  private final List<String> read;
  private final RowColumns columns;
  private final int[] ordered;
  private final int[] keyed;
  private final int[] mapped;

  private OrdinaryTableRows(
      SqliteFileReader file, Charset encoding, TableMapping mapping, List<String> order) {
    this.file = file;
    this.encoding = encoding;
    this.mapping = mapping;
    this.order = order;
    List<String> names = mapping.columns().stream().map(ColumnMapping::source).toList();
    this.columns = new RowColumns(names);
    this.read = Stream.of(order, mapping.key(), names).flatMap(List::stream).distinct().toList();
    this.ordered = places(order);
    this.keyed = places(mapping.key());
    this.mapped = places(names);
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
        RowCells cells = cells(statement);
        while (size < PIECE_SIZE && result.next()) {
          found.add(row(cells.read()));
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
          RowCells cells = cells(statement);
          while (result.next()) {
            FileRow row = row(cells.read());
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

  private RowCells cells(PreparedStatement statement) throws SQLException {
    return new RowCells(statement, read.size(), encoding);
  }

  private FileRow row(StoredValue[] cells) {
    List<String> key = new ArrayList<>(keyed.length);
    for (int place : keyed) {
      key.add(cells[place].text());
    }
    return FileRow.of(at(ordered, cells), key, columns, at(mapped, cells));
  }

  private static List<StoredValue> at(int[] places, StoredValue[] cells) {
    List<StoredValue> found = new ArrayList<>(places.length);
    for (int place : places) {
      found.add(cells[place]);
    }
    return found;
  }

  private int[] places(List<String> names) {
    return names.stream().mapToInt(read::indexOf).toArray();
  }

  private String select() {
    return "SELECT "
        + read.stream().map(OrdinaryTableRows::column).collect(Collectors.joining(", "))
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
