package io.tributary.cdc.apply.restart;

import io.tributary.cdc.apply.repair.PrintedColumn;
import io.tributary.cdc.apply.table.TargetColumn;
import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements by which one table is emptied at the target and read at the source, by ranges of
 * pages: they need no key, and the snapshot keeps its rows where they are. Pure.
 *
 * @param source the table at the source
 * @param target its copy
 */
record CopyStatements(TableName source, TargetTable target) {
  /** Finds a table by its name as verdicts write it, and what holds its rows. */
  static final String MEMBERS =
      """
      SELECT mn.nspname, m.relname
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      CROSS JOIN LATERAL (
        SELECT c.oid AS relid WHERE c.relkind = 'r'
        UNION ALL
        SELECT p.relid::oid FROM pg_catalog.pg_partition_tree(c.oid) p
         WHERE c.relkind = 'p' AND p.isleaf) part
      JOIN pg_catalog.pg_class m ON m.oid = part.relid AND m.relkind = 'r'
      JOIN pg_catalog.pg_namespace mn ON mn.oid = m.relnamespace
      WHERE n.nspname || '.' || c.relname = ? AND c.relkind IN ('r', 'p')
        AND NOT c.relispartition
      ORDER BY 1, 2""";

  /** Lets the stream come behind the snapshot's position, also where nobody writes. */
  static final String MARK =
      "SELECT pg_catalog.pg_logical_emit_message(true, 'tributary.copied', '')";

  /**
   * Whether the table lies where it lay at the snapshot's moment: what was rewritten or truncated
   * since looks empty to an older snapshot. The catalog is read as it was then, the function
   * answers as it is.
   */
  static final String UNMOVED =
      """
      SELECT c.relfilenode = pg_catalog.pg_relation_filenode(c.oid) FROM pg_catalog.pg_class c
      WHERE c.oid = ?::text::pg_catalog.regclass""";

  /** How many pages the source's table has. */
  static final String PAGES =
      """
      SELECT pg_catalog.pg_relation_size(?::text::pg_catalog.regclass)
             / pg_catalog.current_setting('block_size')::bigint""";

  /** How many rows have some megabytes, as far as the server knows. */
  static final String ROWS_AT_ONCE =
      """
      SELECT CASE WHEN c.reltuples < 1 THEN 50 ELSE greatest(2, least(500,
               8388608 / greatest(1, (pg_catalog.pg_table_size(c.oid) / c.reltuples)::bigint))) END
      FROM pg_catalog.pg_class c WHERE c.oid = ?::text::pg_catalog.regclass""";

  /** The rows of a snapshot. */
  static String snapshot(String name) {
    return "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET TRANSACTION SNAPSHOT "
        + Sql.literal(name);
  }

  /** What is read is read again below; nobody rewrites the table until the transaction ends. */
  String lock() {
    return "LOCK TABLE ONLY " + Sql.table(source) + " IN ACCESS SHARE MODE";
  }

  /** The rows of a range of pages, their values as text. */
  String rows(long fromPage, long toPage) {
    String columns =
        columns().stream()
            .map(column -> PrintedColumn.of("t." + Sql.identifier(column)))
            .collect(Collectors.joining(", "));
    return "SELECT %s FROM ONLY %s AS t WHERE %s"
        .formatted(columns, Sql.table(source), within(fromPage, toPage));
  }

  /** The columns that are written: all but those that the target computes. */
  List<String> columns() {
    return target.columns().stream()
        .filter(column -> !column.generated())
        .map(TargetColumn::name)
        .toList();
  }

  /** How many pages the target's table has at most, of several the largest. */
  String targetPages() {
    return """
        SELECT greatest(pg_catalog.pg_relation_size(%1$s), (
          SELECT pg_catalog.max(pg_catalog.pg_relation_size(p.relid))
          FROM pg_catalog.pg_partition_tree(%1$s) p)) / pg_catalog.current_setting('block_size')::bigint"""
        .formatted(regclass(target.name()));
  }

  /** Deletes the target's rows of a range of pages. */
  String delete(long fromPage, long toPage) {
    return "DELETE FROM %s AS t WHERE %s".formatted(targetOnly(), within(fromPage, toPage));
  }

  /** Deletes what is left at the target. */
  String deleteAll() {
    return "DELETE FROM " + targetOnly();
  }

  private String targetOnly() {
    return (target.partitioned() ? "" : "ONLY ") + Sql.table(target.name());
  }

  private static String within(long fromPage, long toPage) {
    return "t.ctid >= '(%d,0)'::pg_catalog.tid AND t.ctid < '(%d,0)'::pg_catalog.tid"
        .formatted(fromPage, toPage);
  }

  /** The source's table as a parameter. */
  String named() {
    return Sql.table(source);
  }

  private static String regclass(TableName table) {
    return Sql.literal(Sql.table(table)) + "::pg_catalog.regclass";
  }
}
