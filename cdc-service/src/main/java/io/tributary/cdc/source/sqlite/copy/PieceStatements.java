package io.tributary.cdc.source.sqlite.copy;

import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements that bring rows into one table; pure.
 *
 * @param table the table of the target
 * @param columns those that are written
 * @param key those that the source names rows by
 */
record PieceStatements(TableName table, List<String> columns, List<String> key) {
  private static final String ASIDE = "pg_temp.tributary_piece";

  /** Takes rows straight into the table. */
  String copy() {
    return "COPY %s (%s) FROM STDIN".formatted(Sql.table(table), names(""));
  }

  /** Makes room for rows that are not to be written before it is known which are there already. */
  String makeAside() {
    return "CREATE TEMP TABLE IF NOT EXISTS tributary_piece ON COMMIT DROP AS SELECT %s FROM ONLY %s LIMIT 0"
        .formatted(names(""), Sql.table(table));
  }

  String emptyAside() {
    return "TRUNCATE " + ASIDE;
  }

  String copyAside() {
    return "COPY " + ASIDE + " FROM STDIN";
  }

  /**
   * Writes what stands aside, without rows of which an earlier state is there: a row whose rowid
   * changed while the table was read may be read twice, and its last state follows in the stream.
   */
  String takeOver() {
    String same =
        key.stream()
            .map(Sql::identifier)
            .map(column -> "t." + column + " = n." + column)
            .collect(Collectors.joining(" AND "));
    return "INSERT INTO %1$s (%2$s) OVERRIDING SYSTEM VALUE SELECT %3$s FROM %4$s n WHERE NOT EXISTS (SELECT FROM %1$s t WHERE %5$s)"
        .formatted(Sql.table(table), names(""), names("n."), ASIDE, same);
  }

  private String names(String alias) {
    return columns.stream()
        .map(column -> alias + Sql.identifier(column))
        .collect(Collectors.joining(", "));
  }
}
