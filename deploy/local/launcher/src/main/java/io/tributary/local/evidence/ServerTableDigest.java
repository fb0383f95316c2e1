package io.tributary.local.evidence;

import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Digests a table of a PostgreSQL as docs/evidence.md describes it. It shares no code with the
 * validator, which has taken the digests of the report, so that a mistake of one is not borne out
 * by the other.
 *
 * @param connection with the settings by which values are printed
 */
record ServerTableDigest(Connection connection) {
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(64);
  private static final String COLUMNS =
      "SELECT a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
          + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ?"
          + " AND a.attnum > 0 AND NOT a.attisdropped";
  private static final String OWN_HASHES =
      "SELECT count(*), coalesce(sum(hashtextextended(h COLLATE \"C\", 1)), 0),"
          + " coalesce(sum(hashtextextended(h COLLATE \"C\", 2)), 0)";
  private static final String MD5 =
      "SELECT count(*), coalesce(sum(('x' || left(m, 16))::bit(64)::bigint), 0),"
          + " coalesce(sum(('x' || right(m, 16))::bit(64)::bigint), 0)";

  /**
   * All rows of a table.
   *
   * @param from where they are read
   * @param method as the report names it
   */
  SideRows of(TableName table, String from, String method) throws SQLException {
    String row =
        columns(table).stream()
            .map(column -> "t." + Sql.identifier(column))
            .collect(Collectors.joining(", ", "ROW(", ")::text"));
    String sql =
        switch (method) {
          case "hashtextextended" -> OWN_HASHES + " FROM (SELECT " + row + " AS h FROM ";
          case "md5" -> MD5 + " FROM (SELECT md5(convert_to(" + row + ", 'UTF8')) AS m FROM ";
          default -> throw new SQLException("no digest is known here by the name " + method);
        };
    try (Statement statement = connection.createStatement();
        ResultSet sums = statement.executeQuery(sql + from + " AS t OFFSET 0) q")) {
      sums.next();
      String digest =
          half(sums.getBigDecimal(2).toBigInteger()) + half(sums.getBigDecimal(3).toBigInteger());
      return new SideRows(sums.getLong(1), Optional.of(digest));
    }
  }

  /** In code point order, which no database's collation changes. */
  private List<String> columns(TableName table) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setString(1, table.schema());
      statement.setString(2, table.name());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          columns.add(rows.getString(1));
        }
      }
    }
    columns.sort(Comparator.naturalOrder());
    return columns;
  }

  private static String half(BigInteger sum) {
    return String.format("%016x", sum.mod(MODULUS));
  }
}
