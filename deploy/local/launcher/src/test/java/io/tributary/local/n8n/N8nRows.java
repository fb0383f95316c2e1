package io.tributary.local.n8n;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * An oracle: every row of n8n's tables, from PostgreSQL or from its SQLite file, as texts that are
 * the same where n8n would read the same. What a column means is what n8n declared for PostgreSQL.
 */
final class N8nRows {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

  private static final int SHOWN = 600;

  /** The kinds of value that are spelled differently in the two databases. */
  private enum Meaning {
    TEXT,
    NUMBER,
    TRUTH,
    DOCUMENT,
    BYTES,
    DAY,
    MILLISECOND,
    SECOND
  }

  private record Column(String name, Meaning meaning) {}

  private N8nRows() {}

  /** Of a schema of a PostgreSQL. */
  static Map<String, List<String>> ofPostgresql(Connection connection, String schema)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
    }
    return read(connection, columns(connection, schema), "\"" + schema + "\".", true);
  }

  /**
   * Of its file.
   *
   * @param target where the same tables are, in this schema
   */
  static Map<String, List<String>> ofFile(Connection file, Connection target, String schema)
      throws SQLException {
    return read(file, columns(target, schema), "", false);
  }

  /** The first rows that only one of two sides has, of each table of the second. */
  static List<String> differences(Map<String, List<String>> one, Map<String, List<String>> other) {
    List<String> found = new ArrayList<>();
    other.forEach(
        (table, rows) -> {
          List<String> others = one.getOrDefault(table, List.of());
          if (!rows.equals(others)) {
            found.add(table + ": " + first(rows, others) + " and " + first(others, rows));
          }
        });
    return found;
  }

  private static String first(List<String> rows, List<String> without) {
    List<String> left = new ArrayList<>(rows);
    without.forEach(left::remove);
    String row = left.isEmpty() ? "nothing" : left.get(0);
    return left.size() + " such as " + row.substring(0, Math.min(SHOWN, row.length()));
  }

  /** Without n8n's list of its changes of the schema, which is another one for each database. */
  private static Map<String, List<Column>> columns(Connection connection, String schema)
      throws SQLException {
    Map<String, List<Column>> tables = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT table_name, column_name, data_type, datetime_precision FROM"
                    + " information_schema.columns JOIN information_schema.tables USING"
                    + " (table_schema, table_name) WHERE table_type = 'BASE TABLE' AND table_schema"
                    + " = '"
                    + schema
                    + "' AND table_name <> 'migrations' AND column_name <> 'tributary_rowid'"
                    + " ORDER BY 1, 2")) {
      while (row.next()) {
        tables
            .computeIfAbsent(row.getString(1), table -> new ArrayList<>())
            .add(new Column(row.getString(2), meaning(row.getString(3), row.getInt(4))));
      }
    }
    return tables;
  }

  private static Meaning meaning(String type, int precision) {
    return switch (type) {
      case "boolean" -> Meaning.TRUTH;
      case "json", "jsonb" -> Meaning.DOCUMENT;
      case "bytea" -> Meaning.BYTES;
      case "smallint", "integer", "bigint", "numeric", "real", "double precision" -> Meaning.NUMBER;
      case "timestamp with time zone", "timestamp without time zone" ->
          precision == 0 ? Meaning.SECOND : Meaning.MILLISECOND;
      case "date" -> Meaning.DAY;
      default -> Meaning.TEXT;
    };
  }

  private static Map<String, List<String>> read(
      Connection connection, Map<String, List<Column>> tables, String schema, boolean server)
      throws SQLException {
    Map<String, List<String>> rows = new TreeMap<>();
    for (Map.Entry<String, List<Column>> table : tables.entrySet()) {
      String columns =
          String.join(
              ", ", table.getValue().stream().map(column -> expression(column, server)).toList());
      rows.put(
          table.getKey(),
          rows(
              connection,
              table.getValue(),
              "SELECT %s FROM %s\"%s\"".formatted(columns, schema, table.getKey())));
    }
    return rows;
  }

  private static String expression(Column column, boolean server) {
    String name = "\"" + column.name() + "\"";
    return switch (column.meaning()) {
      case MILLISECOND, SECOND ->
          (server
                  ? "to_char(%s, 'YYYY-MM-DD HH24:MI:SS.MS')"
                  : "strftime('%%Y-%%m-%%d %%H:%%M:%%f', %s)")
              .formatted(name);
      case DAY ->
          (server ? "to_char(%s, 'YYYY-MM-DD')" : "strftime('%%Y-%%m-%%d', %s)").formatted(name);
      case BYTES -> (server ? "encode(%s, 'hex')" : "lower(hex(%s))").formatted(name);
      case TEXT, NUMBER, TRUTH, DOCUMENT -> server ? name + "::text" : name;
    };
  }

  private static List<String> rows(Connection connection, List<Column> columns, String sql)
      throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
          String value = row.getString(i + 1);
          text.append(columns.get(i).name())
              .append('=')
              .append(value == null ? "NULL" : spelled(columns.get(i).meaning(), value))
              .append('|');
        }
        rows.add(text.toString());
      }
    }
    Collections.sort(rows);
    return rows;
  }

  private static String spelled(Meaning meaning, String value) {
    return switch (meaning) {
      case TEXT, BYTES, DAY, MILLISECOND -> value;
      case NUMBER -> new BigDecimal(value).stripTrailingZeros().toPlainString();
      case TRUTH -> List.of("1", "true").contains(value) ? "true" : "false";
      case DOCUMENT -> document(value);
      case SECOND -> second(value);
    };
  }

  private static String document(String value) {
    try {
      return JSON.writeValueAsString(JSON.readValue(value, Object.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON: " + value, e);
    }
  }

  private static String second(String value) {
    long millis = LocalDateTime.parse(value, TIME).toInstant(ZoneOffset.UTC).toEpochMilli();
    BigInteger seconds =
        BigDecimal.valueOf(millis, 3).setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
    return seconds + " s";
  }
}
