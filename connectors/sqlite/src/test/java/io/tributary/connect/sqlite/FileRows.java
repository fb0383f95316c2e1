package io.tributary.connect.sqlite;

import java.math.BigDecimal;
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
import java.util.Locale;

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
      return real(real);
    }
    if (value instanceof byte[] bytes) {
      return "\\x" + HexFormat.of().formatHex(bytes);
    }
    if (value instanceof String text && text.indexOf('\0') >= 0) {
      return "\\x" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
    return String.valueOf(value);
  }

  /** The fewest digits that read back, found by printing; plain between 1e-6 and 1e17. */
  private static String real(double real) {
    if (Double.isInfinite(real) || real == 0) {
      return String.valueOf(real);
    }
    int digits = 0;
    String text;
    do {
      text = String.format(Locale.ROOT, "%." + digits++ + "e", real);
    } while (Double.parseDouble(text) != real);
    BigDecimal shortest = new BigDecimal(text).stripTrailingZeros();
    int exponent = Integer.parseInt(text.substring(text.indexOf('e') + 1));
    if (exponent < -6 || exponent > 17) {
      return shortest.toString();
    }
    return shortest.scale() > 0 ? shortest.toPlainString() : shortest.toPlainString() + ".0";
  }

  /** Name and text of everything in the file's schema. */
  static List<String> schema(Path file) throws SQLException {
    return of(file, "SELECT type, name, tbl_name, sql FROM sqlite_master");
  }
}
