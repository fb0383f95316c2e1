package io.tributary.connect.chroma;

import static io.tributary.connect.sqlite.Names.TABLES;
import static io.tributary.connect.sqlite.Names.quote;

import io.tributary.connect.chroma.store.ChromaReader;
import io.tributary.connect.chroma.store.Collection;
import io.tributary.connect.sqlite.CaptureLog;
import io.tributary.connect.sqlite.CapturedTables;
import io.tributary.connect.sqlite.Sqlite;
import io.tributary.connect.sqlite.Table;
import io.tributary.connect.sqlite.Trigger;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Each collection is a table. They come and go without a definition of SQLite's; a table whose
 * collection is gone, or is another one now, is read again. One that is gone stays as an empty
 * table, so that its number and its name are there when it is made again. Not thread-safe.
 */
final class CollectionTables implements CapturedTables {
  private static final String GONE = "gone";

  private final Path directory;
  private final Predicate<String> wanted;
  private final long pickleBytes;
  private final Clock clock;
  private ChromaReader reader;
  private List<String> catalog;

  CollectionTables(Path directory, Predicate<String> wanted, long pickleBytes, Clock clock) {
    this.directory = directory;
    this.wanted = wanted;
    this.pickleBytes = pickleBytes;
    this.clock = clock;
  }

  @Override
  public String connector() {
    return "chroma";
  }

  @Override
  public Map<Long, Table> reconcile(Sqlite sqlite, String owner) throws SQLException {
    if (reader == null) {
      reader = new ChromaReader(sqlite.connection(), directory, pickleBytes, clock);
    }
    List<Collection> collections = reader.collections();
    CaptureLog log = new CaptureLog(sqlite);
    boolean first = log.install(owner);
    boolean unlogged = triggers(sqlite);
    Map<CollectionName, Collection> present = CollectionName.named(collections, wanted);
    Map<CollectionName, Known> known = known(sqlite);
    Map<Long, Table> tables = new TreeMap<>();
    for (Map.Entry<CollectionName, Collection> entry : present.entrySet()) {
      Known before = known.remove(entry.getKey());
      long id = before == null ? log.nextTable() : before.id();
      String definition = definition(entry.getValue());
      boolean same = before != null && before.definition().equals(definition);
      if (!same) {
        keep(sqlite, id, entry.getKey(), definition, entry.getValue().metadataSegment());
      }
      if (!first && (unlogged || !same)) {
        log.readAgain(id);
      }
      tables.put(id, table(entry.getKey(), entry.getValue()));
    }
    gone(sqlite, log, known, tables);
    log.set("schema_version", sqlite.schemaVersion());
    catalog = reader.catalog();
    return tables;
  }

  private void gone(
      Sqlite sqlite, CaptureLog log, Map<CollectionName, Known> left, Map<Long, Table> tables)
      throws SQLException {
    for (Map.Entry<CollectionName, Known> entry : left.entrySet()) {
      long id = entry.getValue().id();
      if (!wanted.test(entry.getKey().full())) {
        sqlite.update("DELETE FROM " + quote(TABLES) + " WHERE id = ?", id);
        forget(sqlite, id);
        continue;
      }
      if (!entry.getValue().definition().equals(GONE)) {
        keep(sqlite, id, entry.getKey(), GONE, null);
        log.readAgain(id);
      }
      tables.put(id, table(entry.getKey(), null));
    }
  }

  private static void keep(
      Sqlite sqlite, long id, CollectionName name, String definition, String segment)
      throws SQLException {
    sqlite.update(
        "INSERT OR REPLACE INTO " + quote(TABLES) + " VALUES (?, ?, ?)",
        id,
        name.stored(),
        definition);
    forget(sqlite, id);
    if (segment != null) {
      sqlite.update(
          "INSERT OR REPLACE INTO " + quote(ChromaTriggers.SEGMENTS) + " VALUES (?, ?)",
          segment,
          id);
    }
  }

  private static void forget(Sqlite sqlite, long id) throws SQLException {
    sqlite.update("DELETE FROM " + quote(ChromaTriggers.SEGMENTS) + " WHERE tbl = ?", id);
  }

  private Table table(CollectionName name, Collection collection) {
    CollectionRows rows = new CollectionRows(reader, collection);
    return Table.derived(name.schema(), name.table(), rows.columns(), CollectionRows.KEY, rows);
  }

  private static String definition(Collection collection) {
    return collection.id()
        + " "
        + collection.metadataSegment()
        + " "
        + collection.vectorSegment()
        + " "
        + CollectionRows.vectors(collection);
  }

  private static Map<CollectionName, Known> known(Sqlite sqlite) throws SQLException {
    Map<CollectionName, Known> known = new HashMap<>();
    sqlite.list(
        "SELECT id, name, definition FROM " + quote(TABLES),
        row ->
            known.put(
                CollectionName.parse(row.getString(2)),
                new Known(row.getLong(1), row.getString(3))));
    return known;
  }

  /** Whether anything had to be made, so that changes may have gone unlogged. */
  private static boolean triggers(Sqlite sqlite) throws SQLException {
    if (sqlite
        .text("SELECT name FROM sqlite_master WHERE name = ?", ChromaTriggers.SEGMENTS)
        .isEmpty()) {
      sqlite.execute(ChromaTriggers.TABLE);
    }
    boolean made = false;
    for (Trigger trigger : ChromaTriggers.all()) {
      var present = sqlite.text("SELECT sql FROM sqlite_master WHERE name = ?", trigger.name());
      if (present.isPresent() && !present.get().equals(trigger.sql())) {
        sqlite.execute("DROP TRIGGER " + quote(trigger.name()));
      }
      if (present.isEmpty() || !present.get().equals(trigger.sql())) {
        sqlite.execute(trigger.sql());
        made = true;
      }
    }
    return made;
  }

  @Override
  public boolean changed(Sqlite sqlite) throws SQLException {
    return !reader.catalog().equals(catalog);
  }

  @Override
  public String remark(Sqlite sqlite, java.util.Collection<Table> captured) {
    return captured.stream().map(Table::name).sorted().toList().toString();
  }

  /** A table as it was when its records were last accounted for. */
  private record Known(long id, String definition) {}
}
