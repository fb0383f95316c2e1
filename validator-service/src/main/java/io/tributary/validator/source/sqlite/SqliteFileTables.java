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
