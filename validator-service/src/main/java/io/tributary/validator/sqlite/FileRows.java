package io.tributary.validator.sqlite;

import io.tributary.common.mapping.TableMapping;
import io.tributary.common.sqlite.VectorTable;
import java.nio.charset.Charset;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads the rows of one table, in order or by key. To be made anew when definitions changed. */
interface FileRows {

  /** Looks at how the table's rows can be walked through; inside of a read. */
  static FileRows of(SqliteFile file, TableMapping mapping) throws SQLException {
    Optional<VectorTable> vectors =
        file
            .list(
                "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?"
                    + " AND sql LIKE 'CREATE VIRTUAL TABLE %'",
                row -> row.getString(1), mapping.source().name())
            .stream()
            .findFirst()
            .flatMap(VectorTable::parse);
    return vectors.isPresent()
        ? new VectorFile(file, file.encoding(), mapping, vectors.get())
        : FileTable.of(file, mapping);
  }

  /** The count of all rows. */
  long count() throws SQLException;

  /** The next rows behind a place, null for the beginning; at most about so many. */
  List<FileRow> behind(List<Cell> place, int rows) throws SQLException;

  /** The rows that have one of these keys now, by the texts of their keys. */
  List<FileRow> withKeys(Collection<List<String>> keys) throws SQLException;

  /** What the bytes of a TEXT are. */
  Charset encoding();

  /** Whether the log of the capture names every row that changed. */
  default boolean logged() {
    return true;
  }
}
