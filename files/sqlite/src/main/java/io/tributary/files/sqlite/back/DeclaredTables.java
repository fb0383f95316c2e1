package io.tributary.files.sqlite.back;

import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.fence.SqliteFence;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/**
 * Tables that the file declares, those of vec0 among them.
 *
 * @param file where they are
 * @param names what moves and is fenced; the virtual table of those of vec0
 */
record DeclaredTables(Path file, List<String> names) implements ReturnForm {

  static DeclaredTables of(Path file, Collection<String> names) {
    return new DeclaredTables(file, List.copyOf(names));
  }

  @Override
  public boolean closed(SqliteSession sqlite) throws SQLException {
    return SqliteFence.standing(sqlite, names)
        .filter(standing -> standing.open().isEmpty())
        .isPresent();
  }

  @Override
  public Tables tables(FileStatements statements) throws SQLException {
    return ReturnTables.of(file, statements, names);
  }
}
