package io.tributary.validator.source.converted;

import io.tributary.common.json.Json;
import io.tributary.common.model.StreamId;
import io.tributary.common.verdict.RowDifference;
import io.tributary.mapping.table.TableMapping;
import io.tributary.validator.database.BoundStatement;
import io.tributary.validator.source.end.RowsLeftOut;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The target's quarantine as far as it is about one source, beside the converted copies of its
 * tables. Sees it as it is at each statement, so it must not be asked inside of a transaction that
 * began earlier.
 *
 * @param connection the copies' session
 * @param stream the source's stream
 * @param following whether the source follows the target; then copies are filled anew each time, so
 *     that only what a row has in it tells whether it is the same
 */
record QuarantineEntries(Connection connection, StreamId stream, boolean following) {
  private static final int MOST_STRAYS = 10_000;
  private static final String COUNTS =
      "SELECT source_table, count(*) FROM tributary.quarantine"
          + " WHERE migration = ? AND source = ? GROUP BY source_table";

  /** How many entries each table has, by its display name. */
  Map<String, Long> counts() throws SQLException {
    Map<String, Long> counts = new HashMap<>();
    BoundStatement.of(COUNTS, stream.migration(), stream.source())
        .each(connection, row -> counts.put(row.getString(1), row.getLong(2)));
    return counts;
  }

  /**
   * Nobody has analyzed these tables, so PostgreSQL takes thousands of entries for one and would
   * read the whole copy for each of them.
   */
  private <T> T joined(Joining<T> statement) throws SQLException {
    try (Statement setting = connection.createStatement()) {
      setting.execute("SET LOCAL enable_nestloop = off");
      T result = statement.run();
      setting.execute("SET LOCAL enable_nestloop = on");
      return result;
    }
  }

  @FunctionalInterface
  private interface Joining<T> {
    T run() throws SQLException;
  }

  /** Moves the rows that are in the quarantine out of a copy. */
  void leaveOut(ConvertedCopyStatements sql) throws SQLException {
    joined(() -> ofTable(sql.leaveOut(following), sql).update(connection));
  }

  /** The keys of rows that were left out and whose entry is gone. */
  List<List<String>> released(ConvertedCopyStatements sql) throws SQLException {
    return joined(
        () -> ofTable(sql.released(), sql).list(connection, row -> key(row.getString(1))));
  }

  /**
   * The rows of a copy that are left out, and what has no counterpart.
   *
   * @param within the rows that the copy is filled with
   * @param before rows that were left out when the table was first held
   */
  RowsLeftOut leftOut(
      ConvertedCopyStatements sql, TableMapping mapping, RowidRange within, long before)
      throws SQLException {
    return joined(
        () ->
            new RowsLeftOut(
                before,
                countLeftOut(sql),
                count(ofTable(sql.countQuarantined(), sql)),
                strays(sql, mapping, within)));
  }

  /** How many rows of a copy are left out. */
  long countLeftOut(ConvertedCopyStatements sql) throws SQLException {
    return count(BoundStatement.of(sql.countLeftOut()));
  }

  private List<RowsLeftOut.Stray> strays(
      ConvertedCopyStatements sql, TableMapping mapping, RowidRange within) throws SQLException {
    List<Object> ofTable =
        List.of(stream.migration(), stream.source(), sql.pair().source().table().display());
    List<Object> parameters = new ArrayList<>(ofTable);
    parameters.add(MOST_STRAYS);
    parameters.addAll(ofTable);
    Stream.of(within.after(), within.upTo()).filter(Objects::nonNull).forEach(parameters::add);
    parameters.add(MOST_STRAYS);
    return new BoundStatement(sql.strays(following, within), parameters)
        .list(connection, row -> stray(mapping, row));
  }

  private static RowsLeftOut.Stray stray(TableMapping mapping, ResultSet row) throws SQLException {
    String column = row.getString(3);
    return new RowsLeftOut.Stray(
        new RowDifference(
            named(mapping, key(row.getString(2))),
            row.getBoolean(1)
                ? RowDifference.Kind.EXTRA_IN_TARGET
                : RowDifference.Kind.MISSING_IN_TARGET,
            column == null ? List.of() : List.of(column),
            row.getString(4)),
        row.getString(5));
  }

  private static Map<String, String> named(TableMapping mapping, List<String> key) {
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < key.size(); i++) {
      named.put(i < mapping.key().size() ? mapping.key().get(i) : "key " + (i + 1), key.get(i));
    }
    return named;
  }

  private static List<String> key(String json) {
    return Arrays.asList(Json.read(json.getBytes(StandardCharsets.UTF_8), String[].class));
  }

  private BoundStatement ofTable(String statement, ConvertedCopyStatements sql) {
    return BoundStatement.of(
        statement, stream.migration(), stream.source(), sql.pair().source().table().display());
  }

  private long count(BoundStatement statement) throws SQLException {
    return statement.first(connection, row -> row.getLong(1)).orElseThrow();
  }
}
