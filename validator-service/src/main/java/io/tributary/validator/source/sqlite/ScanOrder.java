package io.tributary.validator.source.sqlite;

import io.tributary.common.error.TributaryException;
import io.tributary.validator.ValidatorError;
import io.tributary.validator.source.sqlite.file.SqliteFileReader;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The columns by which the rows of a table can be walked through: the rowid, under a name that no
 * column takes, or the primary key where there is no rowid.
 */
record ScanOrder(SqliteFileReader file, String table) {
  private static final List<String> ROWID_NAMES = List.of("rowid", "_rowid_", "oid");

  /**
   * The columns, whose values together are unique and never NULL.
   *
   * @throws TributaryException SHAPE when the table is not in the file or has no such columns
   */
  List<String> columns() throws SQLException {
    Set<String> names =
        file
            .list("SELECT name FROM pragma_table_xinfo(?, 'main')", r -> r.getString(1), table)
            .stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    if (names.isEmpty()) {
      throw shape("is not in the file any more. Put it back, or migrate the source anew.");
    }
    boolean withoutRowid =
        file.number("SELECT wr FROM pragma_table_list(?) WHERE schema = 'main'", table)
            .equals(java.util.Optional.of(1L));
    if (withoutRowid) {
      return file.list(
          "SELECT name FROM pragma_table_xinfo(?, 'main') WHERE pk > 0 ORDER BY pk",
          row -> row.getString(1),
          table);
    }
    return ROWID_NAMES.stream()
        .filter(name -> !names.contains(name))
        .findFirst()
        .map(List::of)
        .orElseThrow(
            () ->
                shape(
                    "has columns named rowid, _rowid_ and oid, so that its rows cannot be"
                        + " addressed. Rename one of them or exclude the table."));
  }

  private TributaryException shape(String what) {
    return new TributaryException(
        ValidatorError.SHAPE,
        "Table main." + table + " of " + file.path() + " " + what,
        Map.of("table", "main." + table));
  }
}
