package io.tributary.cdc.apply.repair;

import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The statements by which rows are read for a repair, and deleted; pure. */
final class RepairStatements {
  /** Which version of a row it is: no two that differ in anything have the same. */
  private static final String VERSION =
      "t.tableoid::text || ' ' || t.ctid::text || ' ' || t.xmin::text";

  /** Finds a table by its name as verdicts write it; says whether its rows are in partitions. */
  static final String TABLE =
      """
      SELECT c.oid::bigint, n.nspname, c.relname, c.relkind = 'p'
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname || '.' || c.relname = ? AND c.relkind IN ('r', 'p')""";

  /** The type of a column without its modifier. */
  static final String KEY_TYPE =
      """
      SELECT pg_catalog.format_type(a.atttypid, -1) FROM pg_catalog.pg_attribute a
      WHERE a.attrelid = ?::bigint::oid AND a.attname = ? AND a.attnum > 0 AND NOT a.attisdropped""";

  /** A position behind everything that a statement before has seen. */
  static final String POSITION = "SELECT (pg_catalog.pg_current_wal_insert_lsn() - '0/0')::bigint";

  /**
   * The transactions that may have changed rows of a table or its partitions and have not let go of
   * it. A transaction keeps its lock until after its commit has become visible, prepared ones and
   * those that wait for a standby included.
   */
  static final String WRITERS =
      """
      WITH RECURSIVE part(oid) AS (
        SELECT ?::bigint::oid
        UNION SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN part p ON i.inhparent = p.oid)
      SELECT DISTINCT l.virtualtransaction FROM pg_catalog.pg_locks l
      WHERE l.locktype = 'relation' AND l.granted AND l.relation IN (SELECT oid FROM part)
        AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d
                          WHERE d.datname = pg_catalog.current_database())
        AND l.mode IN ('RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock',
                       'AccessExclusiveLock')
        AND l.pid IS DISTINCT FROM pg_catalog.pg_backend_pid()""";

  private final RepairedTable table;

  RepairStatements(RepairedTable table) {
    this.table = table;
  }

  /**
   * Reads rows at the source: parameters are the keys, an array for each column; columns of the
   * answer are the key's number from 1, the row's version, and the values as text.
   */
  String sourceRows() {
    String columns =
        table.columns().stream()
            .map(column -> ", " + PrintedColumn.of("t." + Sql.identifier(column)))
            .collect(Collectors.joining());
    return rows(
        columns, only(table.name(), table.partitioned()), table.keyTypes(), place -> "?::text[]");
  }

  /** Reads the versions of rows at the target. */
  String targetVersions() {
    return rows(
        "",
        only(table.target().name(), table.target().partitioned()),
        targetTypes(),
        place -> "$" + (place + 1) + "::text[]");
  }

  /** Deletes a row at the target if it is still that version: parameters are key and version. */
  String delete() {
    List<String> types = targetTypes();
    String key =
        IntStream.range(0, types.size())
            .mapToObj(
                i ->
                    "t.%s = $%d::text::%s"
                        .formatted(Sql.identifier(table.key().get(i)), i + 1, types.get(i)))
            .collect(Collectors.joining(" AND "));
    return "DELETE FROM %s AS t WHERE %s AND %s = $%d"
        .formatted(
            only(table.target().name(), table.target().partitioned()),
            key,
            VERSION,
            types.size() + 1);
  }

  private String rows(
      String columns, String from, List<String> types, IntFunction<String> parameter) {
    int size = types.size();
    String arrays = IntStream.range(0, size).mapToObj(parameter).collect(Collectors.joining(", "));
    String names =
        IntStream.range(0, size).mapToObj(i -> "k" + i).collect(Collectors.joining(", "));
    List<String> equal = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String column = Sql.identifier(table.key().get(i));
      equal.add("t.%s = u.k%d::%s".formatted(column, i, types.get(i)));
    }
    return "SELECT u.i, %s%s FROM unnest(%s) WITH ORDINALITY AS u(%s, i) JOIN %s AS t ON %s"
        .formatted(VERSION, columns, arrays, names, from, String.join(" AND ", equal));
  }

  private List<String> targetTypes() {
    return table.key().stream().map(name -> table.target().column(name).type()).toList();
  }

  private static String only(TableName name, boolean partitioned) {
    return partitioned ? Sql.table(name) : "ONLY " + Sql.table(name);
  }
}
