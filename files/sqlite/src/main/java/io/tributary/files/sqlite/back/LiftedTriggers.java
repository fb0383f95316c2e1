package io.tributary.files.sqlite.back;

import static io.tributary.files.sqlite.SqliteNames.quote;

import io.tributary.files.sqlite.SqliteNames;
import io.tributary.files.sqlite.SqliteSession;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/**
 * Triggers that do not fire in one transaction. Their rows in {@code sqlite_master} are taken out
 * and put back as they were, at their place, so that the schema after the transaction is the one
 * before it to the byte, its version included: nobody has to read it anew. A trigger has no pages
 * of its own that could be lost meanwhile, and a transaction that ends otherwise leaves the rows
 * where they are.
 *
 * <p>DROP and CREATE would move the triggers behind all other objects, and so change the order in
 * which SQLite fires them.
 */
final class LiftedTriggers {
  private static final String KEPT = "temp." + quote(SqliteNames.OWN + "lifted");

  private final SqliteSession sqlite;

  private LiftedTriggers(SqliteSession sqlite) {
    this.sqlite = sqlite;
  }

  /** Lifts the triggers with these rowids in the schema; no statement may be under way. */
  static LiftedTriggers lift(SqliteSession sqlite, Collection<Long> places) throws SQLException {
    sqlite.execute(
        "CREATE TABLE "
            + KEPT
            + " AS SELECT rowid AS place, * FROM main.sqlite_master WHERE false");
    try (PreparedStatement statement =
        sqlite
            .connection()
            .prepareStatement(
                "INSERT INTO "
                    + KEPT
                    + " SELECT rowid, * FROM main.sqlite_master WHERE rowid = ?")) {
      for (long place : places) {
        statement.setLong(1, place);
        statement.executeUpdate();
      }
    }
    change(
        sqlite, "DELETE FROM main.sqlite_master WHERE rowid IN (SELECT place FROM " + KEPT + ")");
    return new LiftedTriggers(sqlite);
  }

  void restore() throws SQLException {
    change(
        sqlite,
        "INSERT INTO main.sqlite_master (rowid, type, name, tbl_name, rootpage, sql)"
            + " SELECT place, type, name, tbl_name, rootpage, sql FROM "
            + KEPT);
    sqlite.execute("DROP TABLE " + KEPT);
  }

  /** RESET ends the right to write to the schema, and reads it anew. */
  private static void change(SqliteSession sqlite, String statement) throws SQLException {
    sqlite.execute("PRAGMA writable_schema = ON");
    sqlite.update(statement);
    sqlite.execute("PRAGMA writable_schema = RESET");
  }

  /** All triggers of the file. */
  static List<TriggerChoice.Trigger> all(SqliteSession sqlite) throws SQLException {
    return sqlite.list(
        "SELECT rowid, name, tbl_name, sql FROM main.sqlite_master WHERE type = 'trigger'",
        row ->
            new TriggerChoice.Trigger(
                row.getLong(1), row.getString(2), row.getString(3), row.getString(4)));
  }
}
