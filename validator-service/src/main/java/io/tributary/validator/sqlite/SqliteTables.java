package io.tributary.validator.sqlite;

import io.tributary.common.mapping.TableMapping;
import io.tributary.common.sqlite.VectorTable;
import io.tributary.validator.file.CapturedLog;
import io.tributary.validator.file.FileRows;
import io.tributary.validator.file.FileTables;
import io.tributary.validator.file.SqliteFile;
import io.tributary.validator.neighbour.VectorColumn;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The tables of a SQLite file: ordinary ones, and those of sqlite-vec.
 *
 * @param file the file
 */
public record SqliteTables(SqliteFile file) implements FileTables {

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

  @Override
  public FileRows rows(TableMapping table) throws SQLException {
    Optional<VectorTable> vectors =
        file
            .list(
                "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?"
                    + " AND sql LIKE 'CREATE VIRTUAL TABLE %'",
                row -> row.getString(1), table.source().name())
            .stream()
            .findFirst()
            .flatMap(VectorTable::parse);
    return vectors.isPresent()
        ? new VectorFile(file, file.encoding(), table, vectors.get())
        : FileTable.of(file, table);
  }

  /**
   * sqlite-vec searches through every row, so that there is no index whose recall could be told.
   */
  @Override
  public Optional<VectorColumn> vectors(TableMapping table) {
    return Optional.empty();
  }
}
