package io.tributary.validator;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A row that is changed all the time until {@link #rest}. It says of each position that it is
 * applied only once the row has changed after it, so that the row is another version whenever a
 * comparison has waited for a position, however slow the machine is. Nothing gets to the target.
 */
final class HotRow {
  private final TwoDatabases databases;
  private final String table;
  private final ChangedRecords records;
  private final Thread updater;
  private volatile boolean updating = true;
  private volatile long lastRecord = -1;

  /** Writes the record of a change of row 1; its offset. */
  @FunctionalInterface
  interface ChangedRecords {
    long write();
  }

  /**
   * Row 1 of a table of the source, from now on.
   *
   * @param table with a key {@code id} and a number {@code n}
   */
  HotRow(TwoDatabases databases, String table, ChangedRecords records) {
    this.databases = databases;
    this.table = table;
    this.records = records;
    updater = new Thread(this::update, "updater");
    updater.start();
  }

  /** The offset of the last record; -1 before the first. */
  long lastRecord() {
    return lastRecord;
  }

  /** The number of the row at the source. */
  long number() throws SQLException {
    try (Connection source = databases.openSource();
        Statement statement = source.createStatement();
        ResultSet row = statement.executeQuery("SELECT n FROM app." + table + " WHERE id = 1")) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Leaves the row as it is. */
  void rest() throws InterruptedException {
    updating = false;
    updater.join();
  }

  private void update() {
    try (Connection source = databases.openSource();
        Statement atSource = source.createStatement();
        Connection target = databases.openTarget();
        Statement atTarget = target.createStatement()) {
      while (updating) {
        long position;
        try (ResultSet row =
            atSource.executeQuery("SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint")) {
          row.next();
          position = row.getLong(1);
        }
        atSource.execute("UPDATE app." + table + " SET n = n + 2 WHERE id = 1");
        atTarget.execute(
            "UPDATE tributary.checkpoint SET position = %d, topic_offset = %d"
                .formatted(position, lastRecord));
        lastRecord = records.write();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
