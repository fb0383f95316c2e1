package io.tributary.files.sqlite.back;

import io.tributary.files.sqlite.capture.CaptureStart;
import io.tributary.files.sqlite.fence.SqliteFence;
import io.tributary.mapping.conversion.SourceValue;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A file as it is after a cutover: captured, and closed by the fence. */
record ClosedFile(Path path, Collection<String> tables) {
  static final String MESSAGE = "this database has moved";
  private static final int WAIT_MILLIS = 10_000;

  /** Makes the file; {@code tables} are those that move. */
  static ClosedFile of(Path directory, String journal, Collection<String> tables, String... sql)
      throws SQLException {
    ClosedFile file = new ClosedFile(directory.resolve("app.db"), tables);
    file.execute("PRAGMA journal_mode = " + journal);
    file.execute(sql);
    return file.closed();
  }

  ClosedFile closed() {
    CaptureStart.in(path, "owner", tables::contains, WAIT_MILLIS);
    fence().raise(tables, "p", "token", "mark", MESSAGE);
    return this;
  }

  SqliteFence fence() {
    return new SqliteFence(path, WAIT_MILLIS);
  }

  ReturnTransaction begin() {
    return ReturnTransaction.begin(path, tables, WAIT_MILLIS);
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + path);
  }

  void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Rows as texts that tell storage classes and bytes apart, by SQLite's own quote(). */
  List<String> rows(String sql) throws SQLException {
    try (Connection connection = connect()) {
      return rows(connection, sql);
    }
  }

  static List<String> rows(Connection connection, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      int columns = row.getMetaData().getColumnCount();
      while (row.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          values.add(row.getString(i));
        }
        rows.add(String.join("|", values.stream().map(String::valueOf).toList()));
      }
    }
    return rows;
  }

  /** All that the connector and the fence look at, and everything that is declared. */
  List<String> state() throws SQLException {
    List<String> state = new ArrayList<>(rows("SELECT rowid, * FROM sqlite_master ORDER BY rowid"));
    state.addAll(rows("PRAGMA schema_version"));
    state.addAll(rows("SELECT * FROM _tributary_log ORDER BY seq"));
    state.addAll(rows("SELECT * FROM _tributary_table ORDER BY id"));
    state.addAll(
        rows(
            "SELECT * FROM _tributary_capture WHERE name NOT LIKE 'back.%' AND name <> 'returned_behind'"));
    return state;
  }

  static Map<String, SourceValue> row(Object... namesAndValues) {
    Map<String, SourceValue> row = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      row.put((String) namesAndValues[i], value(namesAndValues[i + 1]));
    }
    return row;
  }

  static SourceValue value(Object value) {
    if (value == null) {
      return SourceValue.NULL;
    }
    if (value instanceof String text) {
      return new SourceValue.Text(text);
    }
    if (value instanceof byte[] bytes) {
      return new SourceValue.Bytes(bytes);
    }
    if (value instanceof Double real) {
      return new SourceValue.Real(real);
    }
    return new SourceValue.Whole(((Number) Objects.requireNonNull(value)).longValue());
  }
}
