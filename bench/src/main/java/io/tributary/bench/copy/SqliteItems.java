package io.tributary.bench.copy;

import io.tributary.bench.stage.DatabasePair;
import io.tributary.bench.stage.ItemTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The rows of the table in SQLite files.
 *
 * @param home where the files are
 */
public record SqliteItems(Path home) {
  private static final int FETCHED_ROWS = 5_000;
  private static final int COLUMNS = 6;

  /** A file with all rows that nobody else has written to. */
  public Path file(DatabasePair pair, ItemTable table) throws SQLException, IOException {
    Path all = home.resolve("item-" + table.rows() + ".db");
    if (!Files.exists(all)) {
      fill(all, pair, table);
    }
    return Files.copy(all, home.resolve(pair.name() + ".db"));
  }

  /** Removes a file behind the one who copies it. */
  static CopyContender.Prepared removing(Path file, CopyContender.Prepared prepared) {
    return new CopyContender.Prepared() {
      @Override
      public void copy() throws Exception {
        prepared.copy();
      }

      @Override
      public void close() throws Exception {
        try {
          prepared.close();
        } finally {
          remove(file);
        }
      }
    };
  }

  /** Removes a file, and what SQLite may have left beside it. */
  public static void remove(Path file) throws IOException {
    for (String part : new String[] {"", "-wal", "-shm"}) {
      Files.deleteIfExists(Path.of(file + part));
    }
  }

  private static void fill(Path file, DatabasePair pair, ItemTable table) throws SQLException {
    table.create(pair.source(), pair.name());
    try (Connection source = pair.openSource();
        Statement rows = source.createStatement();
        Connection sqlite = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement ddl = sqlite.createStatement()) {
      ddl.execute("PRAGMA journal_mode = WAL");
      ddl.execute(
          "CREATE TABLE item (id INTEGER PRIMARY KEY, token TEXT NOT NULL, note TEXT, detail TEXT"
              + " NOT NULL, at TEXT NOT NULL, amount NUMERIC NOT NULL)");
      ddl.execute("CREATE INDEX item_at ON item (at)");
      source.setAutoCommit(false);
      sqlite.setAutoCommit(false);
      rows.setFetchSize(FETCHED_ROWS);
      try (PreparedStatement insert =
              sqlite.prepareStatement("INSERT INTO item VALUES (?, ?, ?, ?, ?, ?)");
          ResultSet found =
              rows.executeQuery(
                  "SELECT id, token::text, note, detail::text, at::text, amount::text"
                      + " FROM bench.item")) {
        while (found.next()) {
          insert.setLong(1, found.getLong(1));
          for (int column = 2; column <= COLUMNS; column++) {
            insert.setString(column, found.getString(column));
          }
          insert.execute();
        }
      }
      sqlite.commit();
    }
  }
}
