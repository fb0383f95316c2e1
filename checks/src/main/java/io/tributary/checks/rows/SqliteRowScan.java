package io.tributary.checks.rows;

import io.tributary.checks.sample.SqliteSample;
import io.tributary.common.change.RowImage;
import io.tributary.files.sqlite.scan.ScannedTable;
import io.tributary.files.sqlite.source.SqliteReadSession;
import io.tributary.mapping.table.SourceMapping;
import io.tributary.mapping.table.TableMapping;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Consumer;

/** The rows of a SQLite file, in one read transaction. Not thread-safe. */
public final class SqliteRowScan implements RowScan {
  private final SqliteReadSession session;
  private final Map<String, ScannedTable> tables;

  /**
   * A scan.
   *
   * @param session with an open read transaction
   */
  public SqliteRowScan(SqliteReadSession session, SourceMapping mapping) throws SQLException {
    this.session = session;
    this.tables =
        ScannedTable.in(
            session.connection(),
            mapping.tables().stream().map(table -> table.source().name()).toList());
  }

  @Override
  public void read(TableMapping table, Consumer<RowImage> rows) throws SQLException {
    ScannedTable scanned = tables.get(table.source().name());
    if (scanned != null) {
      scanned.read(
          session.connection(),
          null,
          null,
          null,
          row -> {
            rows.accept(SqliteSample.row(scanned, row));
            return true;
          });
    }
  }
}
