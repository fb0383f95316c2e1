package io.tributary.validator.mirror;

import io.tributary.common.json.Json;
import io.tributary.common.mapping.TableMapping;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.validator.source.Aside;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The target's quarantine as far as it is about one source, held against mirrors. Sees it as it is
 * at each statement, so it must not be asked inside of a transaction that began earlier.
 *
 * @param connection the mirrors' session
 * @param stream whose rows
 */
record Quarantine(Connection connection, StreamId stream) {
  private static final int MOST_STRAYS = 10_000;

  /** How many entries each table has. */
  Map<String, Long> entries() throws SQLException {
    Map<String, Long> entries = new HashMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT source_table, count(*) FROM tributary.quarantine"
                + " WHERE migration = ? AND source = ? GROUP BY source_table")) {
      statement.setString(1, stream.migration());
      statement.setString(2, stream.source());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          entries.put(rows.getString(1), rows.getLong(2));
        }
      }
    }
    return entries;
  }

  /**
   * Nobody has analyzed these tables, so PostgreSQL takes thousands of entries for one and would
   * read the whole mirror for each of them.
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

  /** Moves the rows that are in the quarantine out of a mirror; answers how many. */
  long putAside(MirrorSql sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql.putAside())) {
      bind(statement, 1, sql.pair().source().table());
      return joined(statement::executeUpdate);
    }
  }

  /** The keys of rows that were put aside and whose entry is gone. */
  List<List<String>> released(MirrorSql sql) throws SQLException {
    return joined(() -> releasedKeys(sql));
  }

  private List<List<String>> releasedKeys(MirrorSql sql) throws SQLException {
    List<List<String>> keys = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql.released())) {
      bind(statement, 1, sql.pair().source().table());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          keys.add(key(rows.getString(1)));
        }
      }
    }
    return keys;
  }

  /** The rows of a mirror that are left out, and what has no counterpart. */
  Aside aside(MirrorSql sql, TableMapping mapping, long before) throws SQLException {
    return joined(
        () ->
            new Aside(
                true,
                before,
                count(sql.countAside(), null),
                count(sql.countQuarantined(), sql.pair().source().table()),
                strays(sql, mapping)));
  }

  /** How many rows of a mirror are left out. */
  long leftOut(MirrorSql sql) throws SQLException {
    return count(sql.countAside(), null);
  }

  private List<Aside.Stray> strays(MirrorSql sql, TableMapping mapping) throws SQLException {
    List<Aside.Stray> strays = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql.strays())) {
      int next = bind(statement, 1, sql.pair().source().table());
      statement.setInt(next, MOST_STRAYS);
      next = bind(statement, next + 1, sql.pair().source().table());
      statement.setInt(next, MOST_STRAYS);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          strays.add(
              new Aside.Stray(
                  rows.getBoolean(1),
                  named(mapping, key(rows.getString(2))),
                  rows.getString(3),
                  rows.getString(4),
                  rows.getString(5)));
        }
      }
    }
    return strays;
  }

  private static Map<String, String> named(TableMapping mapping, List<String> key) {
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < key.size(); i++) {
      named.put(i < mapping.key().size() ? mapping.key().get(i) : "key " + (i + 1), key.get(i));
    }
    return named;
  }

  private static List<String> key(String json) {
    List<String> key = new ArrayList<>();
    for (var value :
        Json.read(json.getBytes(java.nio.charset.StandardCharsets.UTF_8), String[].class)) {
      key.add(value);
    }
    return key;
  }

  private long count(String sql, TableName table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      if (table != null) {
        bind(statement, 1, table);
      }
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  private int bind(PreparedStatement statement, int first, TableName table) throws SQLException {
    statement.setString(first, stream.migration());
    statement.setString(first + 1, stream.source());
    statement.setString(first + 2, table.display());
    return first + 3;
  }
}
