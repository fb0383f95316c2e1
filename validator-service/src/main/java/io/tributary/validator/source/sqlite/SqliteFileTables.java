package io.tributary.validator.source.sqlite;

import io.tributary.mapping.sqlite.parser.Vec0Table;
import io.tributary.mapping.table.TableMapping;
import io.tributary.validator.changes.ChangeLookup;
import io.tributary.validator.neighbour.SearchedColumn;
import io.tributary.validator.source.converted.ConvertedEnds;
import io.tributary.validator.source.converted.FileTableRows;
import io.tributary.validator.source.converted.FileTables;
import io.tributary.validator.source.end.PairedEnds;
import io.tributary.validator.source.end.WatchedSource;
import io.tributary.validator.source.sqlite.file.CapturedLog;
import io.tributary.validator.source.sqlite.file.SqliteFileReader;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The tables of a SQLite file: ordinary ones, and those of sqlite-vec.
 *
 * @param file the file
 */
public record SqliteFileTables(SqliteFileReader file) implements FileTables {
  /** Opens a source that is a file. */
  public static PairedEnds open(WatchedSource watched, ChangeLookup changes) {
    return ConvertedEnds.open(
        watched, Path.of(watched.plan().converted().path()), SqliteFileTables::new, changes);
  }

  @Override
  public boolean longReads() throws SQLException {
    return file.writeAheadLog();
  }

  @Override
  public long number(TableMapping table) throws SQLException {
    return new CapturedLog(file).number(table.source().name());
  }

  @Override
  public long version() throws SQLException {
    return file.schemaVersion();
  }

  /** The table, its indexes and triggers; a rebuilt table begins on another page. */
  @Override
  public String definition(TableMapping table) throws SQLException {
    return String.join(
        "\n",
        file.list(
            "SELECT name || ' ' || rootpage || ' ' || coalesce(sql, '') FROM sqlite_master"
                + " WHERE tbl_name = ? AND substr(name, 1, 17) <> '_tributary_fence_' ORDER BY name",
            row -> row.getString(1),
            table.source().name()));
  }

  /** Whoever writes home makes indexes and triggers anew each time, and the table never. */
  @Override
  public String shape(TableMapping table) throws SQLException {
    return String.join(
        "\n",
        file.list(
            "SELECT rootpage || ' ' || sql FROM sqlite_master WHERE type = 'table' AND name = ?",
            row -> row.getString(1),
            table.source().name()));
  }

  /**
   * The hidden rowid, or a column that is the rowid under its name: a key of one column for which
   * SQLite keeps no index of its own.
   */
  @Override
  public boolean keyedByRowid(TableMapping table) throws SQLException {
    String name = table.source().name();
    return table.named()
        && table.key().size() == 1
        && file.number(
                "SELECT 1 FROM pragma_table_list(?)"
                    + " WHERE schema = 'main' AND type = 'table' AND wr = 0",
                name)
            .isPresent()
        && (table.byRowid() || isAlias(name, table.key().get(0)));
  }

  private boolean isAlias(String table, String column) throws SQLException {
    List<String> key =
        file.list(
            "SELECT name FROM pragma_table_xinfo(?, 'main') WHERE pk > 0",
            row -> row.getString(1),
            table);
    return key.size() == 1
        && key.get(0).equalsIgnoreCase(column)
        && file.number("SELECT 1 FROM pragma_index_list(?, 'main') WHERE origin = 'pk'", table)
            .isEmpty();
  }

  @Override
  public FileTableRows rows(TableMapping table) throws SQLException {
    Optional<Vec0Table> vectors =
        file
            .list(
                "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?"
                    + " AND sql LIKE 'CREATE VIRTUAL TABLE %'",
                row -> row.getString(1), table.source().name())
            .stream()
            .findFirst()
            .flatMap(Vec0Table::parse);
    return vectors.isPresent()
        ? new Vec0TableRows(file, file.encoding(), table, vectors.get())
        : OrdinaryTableRows.of(file, table);
  }

  /**
   * sqlite-vec searches through every row, so that there is no index whose recall could be told.
   */
  @Override
  public Optional<SearchedColumn> searchedColumn(TableMapping table) {
    return Optional.empty();
  }
}
