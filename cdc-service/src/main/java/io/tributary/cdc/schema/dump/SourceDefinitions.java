package io.tributary.cdc.schema.dump;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.definition.ChangePlanner;
import io.tributary.cdc.definition.ColumnChange;
import io.tributary.cdc.definition.DefinitionCatalog;
import io.tributary.cdc.definition.DefinitionStore;
import io.tributary.cdc.definition.TableChange;
import io.tributary.cdc.definition.TableDefinition;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.cdc.schema.state.SchemaError;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.source.Source;
import io.tributary.database.DatabaseSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stores the definitions of the source's tables at the time when the target is made. */
public final class SourceDefinitions {
  private final Databases databases;

  public SourceDefinitions(Databases databases) {
    this.databases = databases;
  }

  List<TableDefinition> now(SchemaLayout layout) {
    return atSource(layout.source());
  }

  void keep(List<TableDefinition> definitions, PreparationJournal preparation) {
    DatabaseSession target = preparation.session();
    target.inTransaction(
        () -> {
          target.run(DefinitionStore.FORGET, bound(preparation).toArray());
          for (TableDefinition definition : definitions) {
            target.run(
                DefinitionStore.KEEP,
                preparation.stream().migration(),
                preparation.stream().source(),
                definition.oid(),
                DefinitionStore.text(definition));
          }
        });
  }

  /**
   * A statement that rewrites a table hides its rows from a snapshot that began before it, and rows
   * may have been read in a form that the target rounds. So columns stay as they are until the
   * snapshot is in; indexes are seen to later.
   */
  public void requireUnchanged(SchemaLayout layout, PreparationJournal preparation) {
    Map<Long, TableDefinition> now = new HashMap<>();
    atSource(layout.source()).forEach(table -> now.put(table.oid(), table));
    List<TableDefinition> kept =
        preparation
            .session()
            .list(
                DefinitionStore.READ,
                row -> DefinitionCatalog.parse(row.getString(1)),
                bound(preparation).toArray());
    for (TableDefinition before : kept) {
      TableDefinition after = now.get(before.oid());
      if (after == null) {
        throw changed(layout, before, "the table was dropped or renamed");
      }
      ChangePlanner.between(before, after).stream()
          .filter(
              change -> change instanceof ColumnChange || change instanceof TableChange.KeyChanged)
          .findFirst()
          .ifPresent(
              change -> {
                throw changed(layout, before, change.effect());
              });
    }
  }

  private List<TableDefinition> atSource(Source source) {
    try (DatabaseSession session = databases.look(source.postgres().connection())) {
      return new DefinitionCatalog(session, source).all();
    }
  }

  private static List<Object> bound(PreparationJournal preparation) {
    return List.of(preparation.stream().migration(), preparation.stream().source());
  }

  private static TributaryException changed(
      SchemaLayout layout, TableDefinition table, String effect) {
    return new TributaryException(
        SchemaError.CHANGED_DURING_SNAPSHOT,
        "Table "
            + table.table().display()
            + " of source "
            + layout.source().name()
            + " was changed before its first copy was complete: "
            + effect
            + ". The copy cannot be trusted. "
            + layout.stream().beginAnew(),
        Map.of("source", layout.source().name(), "table", table.table().display()));
  }
}
