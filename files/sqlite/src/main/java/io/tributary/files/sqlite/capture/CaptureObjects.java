package io.tributary.files.sqlite.capture;

import static io.tributary.files.sqlite.SqliteNames.quote;

import io.tributary.files.sqlite.SqliteNames;
import io.tributary.files.sqlite.SqliteSession;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;

/** What the connector and the fence have made in a file. */
public final class CaptureObjects {
  private CaptureObjects() {}

  /**
   * Drops objects inside of the caller's transaction.
   *
   * @param types in this order: triggers and indexes before the tables that they stand on
   * @param chosen by name, among those that are the connector's own
   */
  public static void drop(SqliteSession sqlite, List<String> types, Predicate<String> chosen)
      throws SQLException {
    for (String type : types) {
      for (String name :
          sqlite.list(
              "SELECT name FROM sqlite_master WHERE type = ? AND name GLOB ?",
              row -> row.getString(1),
              type,
              SqliteNames.OWN + "*")) {
        if (chosen.test(name)) {
          sqlite.execute("DROP " + type + " " + quote(name));
        }
      }
    }
  }
}
