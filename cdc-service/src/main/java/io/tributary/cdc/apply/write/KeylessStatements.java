package io.tributary.cdc.apply.write;

import io.tributary.cdc.apply.session.TargetStatement;
import io.tributary.cdc.apply.table.TargetColumn;
import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.common.change.RowImage;
import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Statements for a table without key. Rows are told apart by their text form, because some types
 * (json) have no equality; of equal rows any one is deleted.
 */
final class KeylessStatements {
  private final TargetTable table;
  private final String name;
  private final String only;

  KeylessStatements(TargetTable table, String name, String only) {
    this.table = table;
    this.name = name;
    this.only = only;
  }

  Stream<TargetStatement> of(Map<RowImage, Integer> counts) {
    List<RowImage> more = new ArrayList<>();
    List<RowImage> fewer = new ArrayList<>();
    counts.forEach(
        (row, count) -> {
          for (int i = 0; i < Math.abs(count); i++) {
            (count > 0 ? more : fewer).add(row);
          }
        });
    return Stream.concat(
        RowGroups.present(table, fewer).map(this::delete),
        RowGroups.present(table, more).map(this::insert));
  }

  private TargetStatement delete(RowsParameter rows) {
    String line =
        rows.columns().stream()
            .map(column -> "t." + Sql.identifier(column.name()))
            .collect(Collectors.joining(", ", "ROW(", ")::text"));
    String sql =
        """
        WITH wanted AS (
          SELECT ROW(%s)::text AS line, count(*) AS n FROM %s AS u(%s) GROUP BY 1),
        numbered AS (
          SELECT t.tableoid AS o, t.ctid AS c, %s AS line,
                 row_number() OVER (PARTITION BY %s) AS n
          FROM %s AS t WHERE %s IN (SELECT line FROM wanted))
        DELETE FROM %s AS t USING numbered AS d JOIN wanted AS w USING (line)
        WHERE t.ctid = d.c AND t.tableoid = d.o AND d.n <= w.n"""
            .formatted(rows.values(), rows.unnest(), rows.aliases(), line, line, only, line, only);
    return TargetStatement.touching(rows.arrays().get(0).length, sql, rows.parameters());
  }

  private TargetStatement insert(RowsParameter rows) {
    boolean identity = table.columns().stream().anyMatch(TargetColumn::identityAlways);
    String sql =
        "INSERT INTO %s (%s)%s SELECT %s FROM %s AS u(%s)"
            .formatted(
                name,
                rows.names(),
                identity ? " OVERRIDING SYSTEM VALUE" : "",
                rows.values(),
                rows.unnest(),
                rows.aliases());
    return TargetStatement.of(sql, rows.parameters());
  }
}
