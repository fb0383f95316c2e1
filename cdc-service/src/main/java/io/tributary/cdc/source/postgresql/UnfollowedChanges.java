package io.tributary.cdc.source.postgresql;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.definition.ChangePlanner;
import io.tributary.cdc.definition.DefinitionCatalog;
import io.tributary.cdc.definition.DefinitionStore;
import io.tributary.cdc.definition.SchemaChange;
import io.tributary.cdc.definition.TableDefinition;
import io.tributary.cdc.source.SourceError;
import io.tributary.common.error.Sentences;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.MovingSource;
import io.tributary.database.DatabaseSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Refuses a fence while the source's tables are not what the target was made for: the change of a
 * table may still be on its way through the stream, or may wait for the operator.
 *
 * @param moving the source
 * @param followed what its tables looked like at the place that the stream has reached
 */
record UnfollowedChanges(MovingSource moving, List<TableDefinition> followed) {

  static UnfollowedChanges since(Databases databases, MovingSource moving) {
    try (DatabaseSession target = databases.open(moving.target())) {
      return new UnfollowedChanges(moving, new DefinitionStore(target, moving.stream()).read());
    }
  }

  /**
   * Looks at the source.
   *
   * @throws TributaryException {@link SourceError#SCHEMA_CHANGED}
   */
  void refuse(DatabaseSession session) {
    if (followed.isEmpty()) {
      return;
    }
    Map<Long, TableDefinition> now = new HashMap<>();
    new DefinitionCatalog(session, moving.source())
        .all()
        .forEach(table -> now.put(table.oid(), table));
    for (TableDefinition before : followed) {
      TableDefinition after = now.remove(before.oid());
      String effects = after == null ? "it was dropped or renamed" : effects(before, after);
      if (!effects.isEmpty()) {
        throw changed(before, effects);
      }
    }
    if (!now.isEmpty()) {
      throw changed(
          now.values().iterator().next(),
          "it was made after the migration started"
              + (moving.stream().goesBack()
                  ? ""
                  : ", and " + moving.stream().addTablesCommand() + " takes it in"));
    }
  }

  private static String effects(TableDefinition before, TableDefinition after) {
    return ChangePlanner.between(before, after).stream()
        .map(SchemaChange::effect)
        .collect(Collectors.joining("; "));
  }

  private TributaryException changed(TableDefinition table, String effects) {
    return new TributaryException(
        SourceError.SCHEMA_CHANGED,
        Sentences.beginning(moving.stream().origin())
            + " is not fenced and goes on as before: its table "
            + table.table().display()
            + " is not what was moved: "
            + effects
            + ". See what the stream says of it, and "
            + (moving.stream().goesBack() ? "go back" : "cut over")
            + " when "
            + moving.stream().destination()
            + " has followed.",
        Map.of(
            "source", moving.source().name(), "table", table.table().display(), "change", effects));
  }
}
