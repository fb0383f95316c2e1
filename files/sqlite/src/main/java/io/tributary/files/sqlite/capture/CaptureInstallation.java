package io.tributary.files.sqlite.capture;

import static io.tributary.files.sqlite.SqliteNames.quote;

import io.tributary.files.sqlite.SqliteNames;
import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.table.CaptureTable;
import io.tributary.files.sqlite.table.CaptureTableReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Puts the log and the triggers into the file and keeps them fitting to its tables. Runs inside a
 * transaction that the caller began as IMMEDIATE, so that no write slips between a trigger that is
 * made and the position that is read.
 */
public final class CaptureInstallation {
  private final SqliteSession sqlite;
  private final CaptureLog log;
  private final Predicate<String> captured;

  CaptureInstallation(SqliteSession sqlite, Predicate<String> captured) {
    this.sqlite = sqlite;
    this.log = new CaptureLog(sqlite);
    this.captured = captured;
  }

  /**
   * The captured tables by their numbers, all with their triggers. A table whose definition or
   * triggers are not as they were left is put on the log to be read again.
   *
   * @param owner the connector; another one's capture is refused
   * @throws TableGone a captured table does not exist
   */
  Map<Long, CaptureTable> reconcile(String owner) throws SQLException {
    boolean first = log.install(owner);
    boolean renumbered = !first && log.knownSchemaVersion() != sqlite.schemaVersion();
    Map<String, Known> known = known();
    List<CaptureTable> tables = new CaptureTableReader(sqlite).tables(captured);
    requireAll(known, tables);
    log.widen(tables.stream().mapToInt(t -> t.key().columns().size()).max().orElse(0));
    Map<Long, CaptureTable> installed = new TreeMap<>();
    for (CaptureTable table : tables) {
      Known before = known.remove(table.name());
      long id = before == null ? log.nextTable() : before.id();
      boolean whole = install(table, id, before);
      if (!first && (whole || (renumbered && table.key().hidden()))) {
        log.readAgain(id);
      }
      installed.put(id, table);
    }
    for (Known left : known.values()) {
      drop(left.id());
      sqlite.update("DELETE FROM " + quote(SqliteNames.TABLES) + " WHERE id = ?", left.id());
    }
    log.set("schema_version", sqlite.schemaVersion());
    return installed;
  }

  private void requireAll(Map<String, Known> known, List<CaptureTable> tables) {
    List<String> gone = new ArrayList<>(known.keySet());
    gone.removeIf(name -> !captured.test(name));
    tables.forEach(table -> gone.remove(table.name()));
    if (!gone.isEmpty()) {
      throw new TableGone(gone);
    }
  }

  private Map<String, Known> known() throws SQLException {
    Map<String, Known> known = new HashMap<>();
    sqlite
        .list(
            "SELECT id, name, definition FROM " + quote(SqliteNames.TABLES),
            row -> new Known(row.getLong(1), row.getString(2), row.getString(3)))
        .forEach(table -> known.put(table.name(), table));
    return known;
  }

  /** Whether anything had to be made, so that changes of the table may have gone unlogged. */
  private boolean install(CaptureTable table, long id, Known before) throws SQLException {
    List<TriggerDefinition> wanted = new CaptureTriggers(table.logged(), id).all();
    boolean fitting =
        before != null
            && before.definition().equals(table.definition())
            && present(id).equals(byName(wanted));
    if (fitting) {
      return false;
    }
    drop(id);
    for (TriggerDefinition trigger : wanted) {
      sqlite.execute(trigger.sql());
    }
    sqlite.update(
        "INSERT OR REPLACE INTO " + quote(SqliteNames.TABLES) + " VALUES (?, ?, ?)",
        id,
        table.name(),
        table.definition());
    return true;
  }

  private Map<String, String> byName(List<TriggerDefinition> triggers) {
    Map<String, String> byName = new TreeMap<>();
    triggers.forEach(trigger -> byName.put(trigger.name(), trigger.sql()));
    return byName;
  }

  private Map<String, String> present(long id) throws SQLException {
    Map<String, String> present = new TreeMap<>();
    sqlite
        .list(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
            row -> new TriggerDefinition(row.getString(1), row.getString(2)))
        .stream()
        .filter(trigger -> trigger.name().startsWith(CaptureTriggers.prefix(id)))
        .forEach(trigger -> present.put(trigger.name(), trigger.sql()));
    return present;
  }

  private void drop(long id) throws SQLException {
    for (String name : present(id).keySet()) {
      sqlite.execute("DROP TRIGGER " + quote(name));
    }
  }

  /** A table as it was when its triggers were made. */
  private record Known(long id, String name, String definition) {}

  /** A captured table does not exist; a rebuild may be under way. */
  public static final class TableGone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TableGone(List<String> names) {
      super(String.join(", ", names));
    }
  }
}
