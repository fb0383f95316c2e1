package io.tributary.files.chroma.capture;

import static io.tributary.files.sqlite.SqliteNames.TABLES;
import static io.tributary.files.sqlite.SqliteNames.quote;

import io.tributary.files.chroma.store.ChromaCollection;
import io.tributary.files.chroma.store.ChromaDirectoryReader;
import io.tributary.files.chroma.store.CollectionName;
import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.capture.CaptureLog;
import io.tributary.files.sqlite.capture.CaptureScope;
import io.tributary.files.sqlite.capture.TriggerDefinition;
import io.tributary.files.sqlite.table.CaptureTable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Each collection is a table. They come and go without a definition of SQLite's; a table whose
 * collection is gone, or is another one now, is read again. One that is gone stays as an empty
 * table, so that its number and its name are there when it is made again. Not thread-safe.
 */
public final class CollectionCaptureScope implements CaptureScope {
  private static final String GONE = "gone";

  private final Path directory;
  private final Predicate<String> wanted;
  private final long pickleBytes;
  private final Clock clock;
  private @Nullable ChromaDirectoryReader reader;
  private List<String> catalog = List.of();

  public CollectionCaptureScope(
      Path directory, Predicate<String> wanted, long pickleBytes, Clock clock) {
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
  public Map<Long, CaptureTable> reconcile(SqliteSession sqlite, String owner) throws SQLException {
    ChromaDirectoryReader store = reader(sqlite);
    List<ChromaCollection> collections = store.collections();
    CaptureLog log = new CaptureLog(sqlite);
    boolean first = log.install(owner);
    boolean unlogged = triggers(sqlite);
    Map<CollectionName, ChromaCollection> present = CollectionName.named(collections, wanted);
    Map<CollectionName, Known> known = known(sqlite);
    Map<Long, CaptureTable> tables = new TreeMap<>();
    for (Map.Entry<CollectionName, ChromaCollection> entry : present.entrySet()) {
      Known before = known.remove(entry.getKey());
      long id = before == null ? log.nextTable() : before.id();
      String definition = definition(entry.getValue());
      boolean same = before != null && before.definition().equals(definition);
      if (!same) {
        keep(sqlite, id, entry.getKey(), definition);
        sqlite.update(
            "INSERT OR REPLACE INTO " + quote(ChromaCaptureTriggers.SEGMENTS) + " VALUES (?, ?)",
            entry.getValue().metadataSegment(),
            id);
      }
      if (!first && (unlogged || !same)) {
        log.readAgain(id);
      }
      tables.put(id, table(entry.getKey(), new CollectionRowSource(store, entry.getValue())));
    }
    gone(sqlite, log, known, tables);
    log.set("schema_version", sqlite.schemaVersion());
    catalog = store.catalog();
    return tables;
  }

  private void gone(
      SqliteSession sqlite,
      CaptureLog log,
      Map<CollectionName, Known> left,
      Map<Long, CaptureTable> tables)
      throws SQLException {
    for (Map.Entry<CollectionName, Known> entry : left.entrySet()) {
      long id = entry.getValue().id();
      if (!wanted.test(entry.getKey().full())) {
        sqlite.update("DELETE FROM " + quote(TABLES) + " WHERE id = ?", id);
        forget(sqlite, id);
        continue;
      }
      if (!entry.getValue().definition().equals(GONE)) {
        keep(sqlite, id, entry.getKey(), GONE);
        log.readAgain(id);
      }
      tables.put(id, table(entry.getKey(), new CollectionRowSource(reader(sqlite), null)));
    }
  }

  private static void keep(SqliteSession sqlite, long id, CollectionName name, String definition)
      throws SQLException {
    sqlite.update(
        "INSERT OR REPLACE INTO " + quote(TABLES) + " VALUES (?, ?, ?)",
        id,
        name.stored(),
        definition);
    forget(sqlite, id);
  }

  private static void forget(SqliteSession sqlite, long id) throws SQLException {
    sqlite.update("DELETE FROM " + quote(ChromaCaptureTriggers.SEGMENTS) + " WHERE tbl = ?", id);
  }

  private ChromaDirectoryReader reader(SqliteSession sqlite) {
    ChromaDirectoryReader made = reader;
    if (made == null) {
      made = new ChromaDirectoryReader(sqlite.connection(), directory, pickleBytes, clock);
      reader = made;
    }
    return made;
  }

  private static CaptureTable table(CollectionName name, CollectionRowSource rows) {
    return CaptureTable.derived(
        name.schema(), name.table(), rows.columns(), CollectionRowSource.KEY, rows);
  }

  /**
   * What makes another collection of it. The length of its vectors does not: Chroma notes it with
   * the first one, and what was sent until then had none. That vector may also come home from the
   * target, behind a fence, where rows that are sent again would pass for somebody's writes.
   */
  private static String definition(ChromaCollection collection) {
    return collection.id()
        + " "
        + collection.metadataSegment()
        + " "
        + collection.vectorSegment()
        + " "
        + collection.space().label();
  }

  private static Map<CollectionName, Known> known(SqliteSession sqlite) throws SQLException {
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
  private static boolean triggers(SqliteSession sqlite) throws SQLException {
    if (sqlite
        .text("SELECT name FROM sqlite_master WHERE name = ?", ChromaCaptureTriggers.SEGMENTS)
        .isEmpty()) {
      sqlite.execute(ChromaCaptureTriggers.TABLE);
    }
    boolean made = false;
    for (TriggerDefinition trigger : ChromaCaptureTriggers.all()) {
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
  public boolean changed(SqliteSession sqlite) throws SQLException {
    return !reader(sqlite).catalog().equals(catalog);
  }

  @Override
  public String remark(SqliteSession sqlite, java.util.Collection<CaptureTable> captured) {
    return captured.stream().map(CaptureTable::name).sorted().toList().toString();
  }

  /** A table as it was when its records were last accounted for. */
  private record Known(long id, String definition) {}
}
