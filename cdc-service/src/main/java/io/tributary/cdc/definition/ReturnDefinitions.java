package io.tributary.cdc.definition;

import io.tributary.cdc.database.Databases;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.MovingSource;
import io.tributary.database.DatabaseSession;
import java.util.List;

/**
 * What the target's tables look like when the way back is made that reads them.
 *
 * @param databases opens connections
 * @param back the way back
 */
public record ReturnDefinitions(Databases databases, MovingSource back) {

  /** Reads them in the target. */
  public List<TableDefinition> read() {
    try (DatabaseSession target = databases.open(back.source().postgres().connection())) {
      return new DefinitionCatalog(target, back.source()).all();
    }
  }

  /** Reads them by a session at the target. */
  public static List<TableDefinition> of(DatabaseSession target, MovingSource back) {
    return new DefinitionCatalog(target, back.source()).all();
  }

  /**
   * Keeps others in place of those that are kept, for a source whose tables come and go, and whose
   * way back keeps its own at the target.
   */
  public static void renew(DatabaseSession target, StreamId stream, List<TableDefinition> tables) {
    target.update(DefinitionStore.FORGET, stream.migration(), stream.source());
    keep(target, stream, tables);
  }

  /** Keeps them where the stream keeps its own. */
  public void keep(DatabaseSession home, List<TableDefinition> tables) {
    keep(home, back.stream(), tables);
  }

  private static void keep(DatabaseSession home, StreamId stream, List<TableDefinition> tables) {
    for (TableDefinition table : tables) {
      home.update(
          DefinitionStore.KEEP,
          stream.migration(),
          stream.source(),
          table.oid(),
          DefinitionStore.text(table));
    }
  }
}
