package io.tributary.files.chroma.fence;

import static io.tributary.files.sqlite.SqliteNames.literal;
import static io.tributary.files.sqlite.SqliteNames.quote;

import io.tributary.files.chroma.store.CollectionName;
import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.capture.TriggerDefinition;
import io.tributary.files.sqlite.fence.FenceForm;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fence around collections. Chroma keeps the records of all of them in the same tables, so each
 * trigger asks whose row it is, by the ids that are noted in a table when the fence is raised;
 * collections to come are told by their names. What Chroma takes out of its queue when it has
 * persisted it is not refused. Stateless.
 *
 * @param scope the collections
 */
record CollectionFence(FencedCollections scope) implements FenceForm {
  private static final String MOVED = "moved";
  private static final List<String> METADATA =
      List.of("embedding_metadata", "embedding_metadata_array");

  @Override
  public List<String> statements(SqliteSession sqlite, String prefix, String message)
      throws SQLException {
    String moved = quote(prefix + MOVED);
    List<String> statements = new ArrayList<>();
    statements.add("CREATE TABLE " + moved + " (id TEXT PRIMARY KEY) WITHOUT ROWID");
    String collections = collections(sqlite);
    statements.add("INSERT INTO " + moved + " " + collections);
    statements.add(
        "INSERT OR IGNORE INTO "
            + moved
            + " SELECT id FROM segments WHERE collection IN ("
            + collections
            + ")");
    triggers(sqlite, prefix, message).stream().map(TriggerDefinition::sql).forEach(statements::add);
    return statements;
  }

  @Override
  public Set<String> open(SqliteSession sqlite, String prefix) throws SQLException {
    Set<String> open = new TreeSet<>();
    List<String> present =
        sqlite.list(
            "SELECT name FROM sqlite_master WHERE name GLOB ?",
            row -> row.getString(1),
            prefix + "*");
    triggers(sqlite, prefix, "").stream()
        .map(TriggerDefinition::name)
        .filter(name -> !present.contains(name))
        .forEach(open::add);
    String moved = prefix + MOVED;
    open.addAll(
        sqlite.list(
            present.contains(moved)
                ? collections(sqlite) + " EXCEPT SELECT id FROM " + quote(moved)
                : collections(sqlite),
            row -> row.getString(1)));
    return open;
  }

  /** A query of the ids of the collections that are there. */
  String collections(SqliteSession sqlite) throws SQLException {
    return "SELECT c.id FROM collections AS c WHERE "
        + scope.condition(database(sqlite, "c"), "c.name");
  }

  private List<TriggerDefinition> triggers(SqliteSession sqlite, String prefix, String message)
      throws SQLException {
    CollectionFenceTriggers made = new CollectionFenceTriggers(prefix, message);
    String moved = " IN (SELECT id FROM " + quote(prefix + MOVED) + ")";
    made.on("embeddings_queue", row -> afterSlash(row + ".topic") + moved, "INSERT", "UPDATE");
    made.on("embeddings", row -> row + ".segment_id" + moved);
    for (String table : METADATA) {
      if (has(sqlite, table)) {
        made.on(
            table,
            row ->
                "(SELECT segment_id FROM embeddings WHERE embeddings.id = " + row + ".id)" + moved);
      }
    }
    made.on("collections", row -> row + ".id" + moved);
    String named = scope.condition(database(sqlite, "NEW"), "NEW.name");
    made.on("collections", "name_", row -> named, "INSERT", "UPDATE");
    made.on("segments", row -> row + ".collection" + moved);
    if (databases(sqlite)) {
      String filled = scope.databaseCondition(fullName("OLD"));
      made.on("databases", row -> filled, "UPDATE", "DELETE");
    }
    return made.all();
  }

  /** The topic of a collection's rows in the queue ends with its id. */
  private static String afterSlash(String topic) {
    return "substr(%1$s, length(rtrim(%1$s, replace(%1$s, '/', ''))) + 1)".formatted(topic);
  }

  private static String database(SqliteSession sqlite, String collection) throws SQLException {
    return databases(sqlite)
        ? "(SELECT "
            + fullName("databases")
            + " FROM databases WHERE databases.id = "
            + collection
            + ".database_id)"
        : literal(CollectionName.DEFAULT_DATABASE);
  }

  private static String fullName(String database) {
    return "CASE %1$s.tenant_id WHEN %2$s THEN %1$s.name ELSE %1$s.tenant_id || '/' || %1$s.name END"
        .formatted(database, literal(CollectionName.DEFAULT_TENANT));
  }

  /** Chroma has had databases since 0.4.15. */
  private static boolean databases(SqliteSession sqlite) throws SQLException {
    return has(sqlite, "databases")
        && sqlite
            .number("SELECT 1 FROM pragma_table_info('collections') WHERE name = 'database_id'")
            .isPresent();
  }

  private static boolean has(SqliteSession sqlite, String table) throws SQLException {
    return sqlite
        .number("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", table)
        .isPresent();
  }
}
