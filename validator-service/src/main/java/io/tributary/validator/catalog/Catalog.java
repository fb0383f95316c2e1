package io.tributary.validator.catalog;

import io.tributary.common.event.BlindSpot;
import io.tributary.common.model.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tables of some schemas of one database.
 *
 * @param tables every table that is not a partition, by name
 * @param types every column of each table, described as a key column
 * @param roots each partition's root
 * @param encoding the server's encoding
 */
public record Catalog(
    Map<TableName, Shape> tables,
    Map<TableName, Map<String, KeyColumn>> types,
    Map<TableName, TableName> roots,
    String encoding) {

  /** Reads the catalog with four short statements. */
  public static Catalog read(Connection connection, Collection<String> schemas)
      throws SQLException {
    Map<TableName, Map<String, KeyColumn>> types = new TreeMap<>();
    Map<TableName, Boolean> partitioned = new HashMap<>();
    rows(
        connection,
        CatalogSql.COLUMNS,
        schemas,
        row -> {
          TableName table = new TableName(row.getString(1), row.getString(2));
          partitioned.put(table, row.getBoolean(3));
          Map<String, KeyColumn> columns = types.computeIfAbsent(table, t -> new TreeMap<>());
          String name = row.getString(4);
          if (name != null) {
            columns.put(
                name, new KeyColumn(name, row.getString(5), row.getBoolean(6), row.getString(7)));
          }
        });
    Map<TableName, List<KeyColumn>> keys = new HashMap<>();
    rows(
        connection,
        CatalogSql.KEYS,
        schemas,
        row -> {
          TableName table = new TableName(row.getString(1), row.getString(2));
          keys.computeIfAbsent(table, t -> new ArrayList<>())
              .add(types.get(table).get(row.getString(3)));
        });
    Map<TableName, List<BlindSpot>> blindSpots = new HashMap<>();
    rows(
        connection,
        BlindSpots.SQL,
        schemas,
        row -> {
          TableName table = new TableName(row.getString(1), row.getString(2));
          blindSpots
              .computeIfAbsent(table, t -> new ArrayList<>())
              .add(
                  new BlindSpot(
                      BlindSpot.Kind.valueOf(row.getString(3)), List.of(row.getString(4))));
        });
    Map<TableName, TableName> roots = new HashMap<>();
    rows(
        connection,
        CatalogSql.PARTITIONS,
        schemas,
        row ->
            roots.put(
                new TableName(row.getString(1), row.getString(2)),
                new TableName(row.getString(3), row.getString(4))));
    Map<TableName, Shape> tables = new TreeMap<>();
    types.forEach(
        (table, columns) ->
            tables.put(
                table,
                new Shape(
                    table,
                    partitioned.get(table),
                    List.copyOf(columns.keySet()),
                    keys.getOrDefault(table, List.of()),
                    blindSpots.getOrDefault(table, List.of()))));
    return new Catalog(tables, types, roots, encoding(connection));
  }

  private static String encoding(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW server_encoding")) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void rows(
      Connection connection, String sql, Collection<String> schemas, RowReader reader)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("text", schemas.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          reader.read(rows);
        }
      }
    }
  }

  @FunctionalInterface
  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }
}
