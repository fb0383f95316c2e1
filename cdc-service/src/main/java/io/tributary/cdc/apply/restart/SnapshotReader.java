package io.tributary.cdc.apply.restart;

import io.tributary.common.change.RowImage;
import io.tributary.database.DatabaseSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows of a snapshot at the source, each piece in a short transaction of its own, so that no
 * statement of the application waits for more than one piece. Not thread-safe.
 *
 * @param session at the source
 * @param snapshot its name
 */
record SnapshotReader(DatabaseSession session, String snapshot) {
  /** The table was rewritten since the snapshot's moment. */
  static final class Rewritten extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** How many pages a table has. */
  long pages(CopyStatements table) {
    return session.number(CopyStatements.PAGES, table.named());
  }

  /**
   * Reads the rows of a range of pages.
   *
   * @throws Rewritten when nothing can be read of the snapshot any more
   */
  void read(CopyStatements table, long fromPage, long toPage, Consumer<RowImage> rows) {
    session.inTransaction(
        () -> {
          session.run(CopyStatements.snapshot(snapshot));
          session.run(table.lock());
          if (!session.holds(CopyStatements.UNMOVED, table.named())) {
            throw new Rewritten();
          }
          // Large rows must not be in memory together.
          long atOnce = session.number(CopyStatements.ROWS_AT_ONCE, table.named());
          session.with(
              connection -> {
                try (Statement statement = connection.createStatement()) {
                  statement.setFetchSize((int) atOnce);
                  try (ResultSet found = statement.executeQuery(table.rows(fromPage, toPage))) {
                    List<String> columns = table.columns();
                    while (found.next()) {
                      rows.accept(image(columns, found));
                    }
                  }
                }
                return true;
              });
        });
  }

  private static RowImage image(List<String> columns, ResultSet row) throws SQLException {
    List<@Nullable String> values = new ArrayList<>(columns.size());
    for (int i = 1; i <= columns.size(); i++) {
      values.add(row.getString(i));
    }
    return new RowImage(columns, values);
  }
}
