package io.tributary.cdc.schema.dump;

import io.tributary.cdc.schema.plan.CatalogObject;
import io.tributary.cdc.schema.plan.PlannedObject;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.state.JoiningError;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Chooses what is made for tables that join: the tables, and every type, function, sequence and the
 * like that the target lacks, because tables may need it. Views stay behind. Pure.
 *
 * @param tables their names at the target, partitions too
 * @param there what the target has
 */
record JoiningObjects(Set<TableName> tables, Set<PlannedObject> there) {

  JoiningObjects {
    tables = Set.copyOf(tables);
    there = Set.copyOf(there);
  }

  /** Those of a rewritten schema. */
  List<CatalogObject> of(List<CatalogObject> rewritten) {
    return rewritten.stream().filter(this::chosen).toList();
  }

  private boolean chosen(CatalogObject object) {
    if (object.isTable()) {
      return tables.contains(new TableName(object.schema(), object.name()));
    }
    if (!object.host().isEmpty()) {
      return tables.contains(new TableName(object.schema(), object.host()));
    }
    return !holdsOrShowsRows(object) && !there.contains(object.planned());
  }

  /**
   * Refuses what lacks one of the tables: whoever dumps no table by name dumps all of them.
   *
   * @throws TributaryException {@link JoiningError#GONE}
   */
  void requireAll(SchemaLayout layout, List<CatalogObject> chosen) {
    Set<TableName> missing = new TreeSet<>(tables);
    chosen.forEach(object -> missing.remove(new TableName(object.schema(), object.name())));
    if (tables.isEmpty() || !missing.isEmpty()) {
      throw new TributaryException(
          JoiningError.GONE,
          "Tables of source %s were dropped or renamed while they were read, so that nothing was made for %s. It is tried again."
              .formatted(layout.source().name(), missing),
          Map.of("source", layout.source().name()));
    }
  }

  /** Views, materialized views and foreign tables. */
  private static boolean holdsOrShowsRows(CatalogObject object) {
    return Set.of("v", "m", "f").contains(object.relation());
  }

  /** The arguments by which pg_dump reads the tables alone, with all that is theirs. */
  List<String> selection(List<CatalogObject> chosen) {
    return chosen.stream()
        .filter(CatalogObject::isTable)
        .map(table -> "--table=" + Sql.table(new TableName(table.schema(), table.name())))
        .toList();
  }
}
