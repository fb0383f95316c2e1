package io.tributary.cdc.apply.follow;

import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.definition.ColumnChange;
import io.tributary.cdc.definition.ColumnDefinition;
import io.tributary.cdc.definition.TableDefinition;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.SchemaChanges;
import io.tributary.common.plan.source.Source;
import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Adds enum labels that the source has and the target lacks. The stream does not tell when a label
 * is added, so the first row that uses it is refused; and PostgreSQL lets a new label be used only
 * after it was committed. A label that comes early harms nothing. Not thread-safe.
 */
final class EnumLabelCatchUp {
  private final Source source;
  private final SourceCatalog catalog;
  private final SchemaChangeErrors errors;

  EnumLabelCatchUp(Source source, SourceCatalog catalog, SchemaChangeErrors errors) {
    this.source = source;
    this.catalog = catalog;
    this.errors = errors;
  }

  /**
   * Adds what is missing, outside of a transaction; whether anything was.
   *
   * @throws io.tributary.common.error.TributaryException when the migration does not follow changes
   */
  boolean run(ApplySession session, Iterable<TableDefinition> tables) {
    Set<String> done = new HashSet<>();
    boolean added = false;
    for (TableDefinition table : tables) {
      if (table.columns().stream()
          .anyMatch(c -> c.labelType() != null && done.add(c.labelType()))) {
        added |= run(session, table);
      }
    }
    return added;
  }

  private boolean run(ApplySession session, TableDefinition table) {
    TableName copy = source.targetOf(table.table()).orElse(table.table());
    Optional<TableDefinition> target = TableDefinitions.inTarget(session, copy);
    Optional<TableDefinition> now = catalog.byOid(table.oid());
    if (target.isEmpty() || now.isEmpty()) {
      return false;
    }
    boolean added = false;
    for (ColumnDefinition column : now.get().columns()) {
      Optional<ColumnDefinition> there = target.get().named(column.name());
      if (column.labelType() != null && there.isPresent() && !same(column, there.get())) {
        add(
            session,
            table,
            new ColumnChange.LabelsAdded(column.labelType(), there.get().labels(), column.labels()),
            copy);
        added = true;
      }
    }
    return added;
  }

  private static boolean same(ColumnDefinition column, ColumnDefinition there) {
    return there.labels().containsAll(column.labels());
  }

  private void add(
      ApplySession session,
      TableDefinition table,
      ColumnChange.LabelsAdded change,
      TableName copy) {
    if (source.schemaChanges() == SchemaChanges.STOP) {
      List<String> missing = new ArrayList<>(change.after());
      missing.removeAll(change.before());
      throw errors.at(
          new FoundTableChange(table, table, List.of(change)),
          Set.of("add the labels " + missing),
          "");
    }
    change.statements(Sql.table(copy)).forEach(session::query);
  }
}
