package io.tributary.connect.sqlite;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The oracle: what is in the file, read in its own way. */
final class FileRows {
  private FileRows() {}

  /** The rows of a query as {@link Replica#rows} writes them. */
  static List<String> of(Path file, String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          values.add(text(result.getObject(i)));
        }
        rows.add(values.toString());
      }
    }
    return rows.stream().sorted().toList();
  }

  private static String text(Object value) {
    if (value instanceof Double real) {
      return "real " + real;
    }
    if (value instanceof byte[] bytes) {
      return "\\x" + HexFormat.of().formatHex(bytes);
    }
    if (value instanceof String text && text.indexOf('\0') >= 0) {
      return "\\x" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
    return String.valueOf(value);
  }

  /** Name and text of everything in the file's schema. */
  static List<String> schema(Path file) throws SQLException {
    return of(file, "SELECT type, name, tbl_name, sql FROM sqlite_master");
  }
}
