package io.tributary.local.plan.postgres;

import io.tributary.checks.server.LeftBehind;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.LargeObjects;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.local.catalog.LookConnection;
import io.tributary.local.catalog.RowCounts;
import io.tributary.local.catalog.RowCounts.RowCount;
import io.tributary.local.catalog.ServerTable;
import io.tributary.local.plan.document.SchemaEntry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What becomes of a database.
 *
 * @param schemas each that moves
 * @param notices what is worth knowing, and no hindrance
 * @param problems what is in the way of its tables, with what helps
 */
public record ServerPlan(List<SchemaEntry> schemas, List<String> notices, List<String> problems) {
  private static final String LARGE_OBJECTS =
      "SELECT count(*) FROM pg_catalog.pg_largeobject_metadata";
  private static final String EXTENSIONS =
      "SELECT extname FROM pg_catalog.pg_extension WHERE extname <> 'plpgsql' ORDER BY 1";

  /** Copies what it is given. */
  public ServerPlan {
    schemas = List.copyOf(schemas);
    notices = List.copyOf(notices);
    problems = List.copyOf(problems);
  }

  /** Reads a database. */
  public static ServerPlan read(
      MovingSource moving, LookConnection database, TargetExtensions extensions)
      throws SQLException {
    List<ServerTable> tables = ServerTable.in(database);
    RowCounts rows = new RowCounts(database);
    Map<TableName, RowCount> counts = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (ServerTable table : tables) {
      TableName name = new TableName(table.schema(), table.name());
      if (moving.moves(name)) {
        counts.put(name, rows.of(table));
        table
            .refused()
            .ifPresent(why -> problems.add("Table " + name.display() + " cannot move: " + why));
      }
    }
    Map<TableName, List<ServerColumn>> columns = ServerColumn.in(database, moving.schemas());
    List<String> notices = new ArrayList<>();
    for (String extension : database.list(EXTENSIONS, row -> row.getString(1))) {
      if (uses(moving.source(), columns, extension)) {
        extensions
            .missing(extension)
            .ifPresentOrElse(problems::add, () -> notices.add(extension(extension, extensions)));
      }
    }
    largeObjects(moving.source(), Long.parseLong(database.text(LARGE_OBJECTS)), problems, notices);
    List<String> left =
        database.list(LeftBehind.QUERY, row -> row.getString(1), (Object) moving.schemas());
    if (!left.isEmpty()) {
      notices.add("These stay at the source: " + String.join(", ", left) + ".");
    }
    ServerSchema schema =
        new ServerSchema(
            moving.source(),
            tables,
            counts,
            columns,
            ServerObject.in(database, moving.schemas()),
            extensions);
    List<SchemaEntry> schemas = new ArrayList<>();
    for (SchemaMapping mapping : moving.source().schemas()) {
      schemas.add(schema.of(mapping));
    }
    return new ServerPlan(schemas, notices, problems);
  }

  private static boolean uses(
      Source source, Map<TableName, List<ServerColumn>> columns, String extension) {
    return columns.entrySet().stream()
        .filter(table -> source.targetOf(table.getKey()).isPresent())
        .flatMap(table -> table.getValue().stream())
        .anyMatch(column -> column.extension().equals(extension));
  }

  private static String extension(String name, TargetExtensions target) {
    return target.homes().containsKey(name)
        ? "Extension %s is in schema %s of the target.".formatted(name, target.home(name))
        : "Extension %s is made in schema %s of the target.".formatted(name, target.home(name));
  }

  private static void largeObjects(
      Source source, long count, List<String> problems, List<String> notices) {
    if (count == 0) {
      return;
    }
    String found = "The database holds %d large objects, which are not moved.".formatted(count);
    if (source.postgres().largeObjects() == LargeObjects.LEAVE) {
      notices.add(found + " The migration file leaves them behind (large-objects: leave).");
    } else {
      problems.add(
          found
              + " Turn them into bytea, or write large-objects: leave at this source; `./tributary"
              + " check` names the columns that may refer to them.");
    }
  }
}
