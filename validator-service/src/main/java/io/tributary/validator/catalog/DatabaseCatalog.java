package io.tributary.validator.catalog;

import io.tributary.common.model.TableName;
import io.tributary.common.verdict.BlindSpot;
import io.tributary.validator.database.BoundStatement;
import io.tributary.validator.digest.ServerText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * The tables of some schemas as a PostgreSQL database describes them.
 *
 * @param tables every table that is not a partition, by name; partitions too where asked for
 * @param types every column of each table, described as a key column
 * @param roots each partition's root
 * @param text how the server keeps texts
 */
public record DatabaseCatalog(
    Map<TableName, TableShape> tables,
    Map<TableName, Map<String, KeyColumn>> types,
    Map<TableName, TableName> roots,
    ServerText text) {

  /** Reads the tables of these schemas. */
  public static DatabaseCatalog read(Connection connection, Collection<String> schemas)
      throws SQLException {
    return read(connection, schemas, false);
  }

  /** The same with partitions as tables of their own, beside the tables that they belong to. */
  public static DatabaseCatalog withPartitions(Connection connection, Collection<String> schemas)
      throws SQLException {
    return read(connection, schemas, true);
  }

  private static DatabaseCatalog read(
      Connection connection, Collection<String> schemas, boolean partitions) throws SQLException {
    Map<TableName, Map<String, KeyColumn>> types = new TreeMap<>();
    Set<TableName> partitioned = new HashSet<>();
    BoundStatement.of(CatalogStatements.COLUMNS, List.copyOf(schemas), partitions)
        .each(
            connection,
            row -> {
              TableName table = new TableName(row.getString(1), row.getString(2));
              if (row.getBoolean(3)) {
                partitioned.add(table);
              }
              Map<String, KeyColumn> columns = types.computeIfAbsent(table, t -> new TreeMap<>());
              String name = row.getString(4);
              if (name != null) {
                columns.put(
                    name,
                    new KeyColumn(name, row.getString(5), row.getBoolean(6), row.getString(7)));
              }
            });
    Map<TableName, List<KeyColumn>> keys = new HashMap<>();
    BoundStatement.of(CatalogStatements.KEYS, List.copyOf(schemas), partitions)
        .each(
            connection,
            row -> {
              TableName table = new TableName(row.getString(1), row.getString(2));
              Map<String, KeyColumn> columns =
                  Objects.requireNonNull(types.get(table), "all tables were read before");
              keys.computeIfAbsent(table, t -> new ArrayList<>())
                  .add(columns.get(row.getString(3)));
            });
    Map<TableName, List<BlindSpot>> blindSpots = new HashMap<>();
    BoundStatement.of(BlindSpots.SQL, List.copyOf(schemas), partitions)
        .each(
            connection,
            row -> {
              TableName table = new TableName(row.getString(1), row.getString(2));
              blindSpots
                  .computeIfAbsent(table, t -> new ArrayList<>())
                  .add(
                      new BlindSpot(
                          BlindSpot.Kind.valueOf(row.getString(3)), List.of(row.getString(4))));
            });
    Map<TableName, TableName> roots = new HashMap<>();
    BoundStatement.of(CatalogStatements.PARTITIONS, List.copyOf(schemas))
        .each(
            connection,
            row ->
                roots.put(
                    new TableName(row.getString(1), row.getString(2)),
                    new TableName(row.getString(3), row.getString(4))));
    Map<TableName, TableShape> tables = new TreeMap<>();
    types.forEach(
        (table, columns) ->
            tables.put(
                table,
                new TableShape(
                    table,
                    partitioned.contains(table),
                    List.copyOf(columns.keySet()),
                    keys.getOrDefault(table, List.of()),
                    blindSpots.getOrDefault(table, List.of()))));
    return new DatabaseCatalog(tables, types, roots, ServerText.read(connection));
  }

  /** The partitions of each partitioned table, at any depth. */
  public Map<TableName, List<TableName>> partitions() {
    Map<TableName, List<TableName>> partitions = new TreeMap<>();
    roots.forEach(
        (part, root) -> partitions.computeIfAbsent(root, r -> new ArrayList<>()).add(part));
    return partitions;
  }
}
