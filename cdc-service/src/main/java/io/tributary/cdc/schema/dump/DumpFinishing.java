package io.tributary.cdc.schema.dump;

import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.plan.SchemaPlan;
import io.tributary.cdc.schema.plan.TargetGate;
import io.tributary.cdc.schema.plan.TriggerState;
import io.tributary.cdc.schema.right.ObjectOwnership;
import io.tributary.cdc.schema.shared.TargetNamespaces;
import io.tributary.cdc.schema.state.PreparationItem;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseSession;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Restores what comes after the rows: indexes, constraints, triggers (disabled), rights,
 * statistics.
 */
public final class DumpFinishing {
  private final PgPrograms programs;
  private final SchemaStep.Listener listener;

  public DumpFinishing(PgPrograms programs, SchemaStep.Listener listener) {
    this.programs = programs;
    this.listener = listener;
  }

  public void run(SchemaLayout layout, PreparationJournal preparation, SchemaPlan plan) {
    if (preparation.has(PreparationItem.FINISHED)) {
      return;
    }
    DatabaseSession target = preparation.session();
    if (!preparation.has(PreparationItem.TRIGGERS)) {
      Set<String> there = present(target, layout);
      try (ArchiveDirectory workspace = ArchiveDirectory.create()) {
        Path archive = workspace.archiveOf(plan);
        LaterEntries missing = LaterEntries.of(missing(plan, there));
        programs.restoreInParallel(target.place(), archive, missing.others());
        // A partition's trigger is made with that of its parent, and its state is set afterwards.
        programs.restoreInOrder(target.place(), archive, missing.ofTriggers());
      }
      listener.reached(SchemaStep.INDEXED, layout);
      disableTriggers(preparation, layout, plan);
      listener.reached(SchemaStep.TRIGGERS_DISABLED, layout);
    }
    if (!plan.tables().isEmpty()) {
      target.run(
          "ANALYZE " + plan.tables().stream().map(Sql::table).collect(Collectors.joining(", ")));
    }
    preparation.keep(PreparationItem.FINISHED, Map.of());
    listener.reached(SchemaStep.FINISHED, layout);
  }

  /** The entries that an earlier attempt did not get to. */
  public static List<String> missing(SchemaPlan plan, Set<String> there) {
    return missing(
        plan, Stream.concat(plan.keys().stream(), plan.later().stream()).toList(), there);
  }

  private static List<String> missing(SchemaPlan plan, List<String> lines, Set<String> there) {
    return lines.stream()
        .flatMap(line -> TocEntry.parse(line).stream())
        .filter(entry -> !there.contains(entry.name(plan.owner())))
        .map(TocEntry::line)
        .toList();
  }

  /** The indexes by which rows are found, when they were not made before the rows came. */
  public void keys(SchemaLayout layout, PreparationJournal preparation, SchemaPlan plan) {
    if (plan.keys().isEmpty() || preparation.has(PreparationItem.TRIGGERS)) {
      return;
    }
    DatabaseSession target = preparation.session();
    List<String> missing = missing(plan, plan.keys(), present(target, layout));
    if (!missing.isEmpty()) {
      try (ArchiveDirectory workspace = ArchiveDirectory.create()) {
        programs.restoreInParallel(target.place(), workspace.archiveOf(plan), missing);
      }
    }
  }

  private static void disableTriggers(
      PreparationJournal preparation, SchemaLayout layout, SchemaPlan plan) {
    DatabaseSession target = preparation.session();
    List<TriggerState> states = triggers(target, plan);
    target.inTransaction(
        () -> {
          target.runAll(
              ObjectOwnership.ofObjects(layout, plan, TargetNamespaces.present(target, plan)));
          target.runAll(plan.afterwards());
          target.runAll(states.stream().map(TriggerState::disable).toList());
          preparation.keep(PreparationItem.TRIGGERS, new TriggerState.All(states));
        });
  }

  static List<TriggerState> triggers(DatabaseSession target, SchemaPlan plan) {
    Set<TableName> ours = new HashSet<>(plan.tables());
    return target
        .list(
            """
            SELECT n.nspname, c.relname, t.tgname, t.tgenabled::text
              FROM pg_catalog.pg_trigger t
              JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE NOT t.tgisinternal AND t.tgname <> ? ORDER BY t.oid\
            """,
            row ->
                new TriggerState(
                    new TableName(row.getString(1), row.getString(2)),
                    row.getString(3),
                    row.getString(4)),
            TargetGate.TRIGGER)
        .stream()
        .filter(state -> ours.contains(state.table()))
        .toList();
  }

  /**
   * What the target has already, named as an archive names it. A view that needs a primary key
   * comes in two parts under one name and can be made again, so views are not looked at.
   */
  private static Set<String> present(DatabaseSession target, SchemaLayout layout) {
    String[] schemas = layout.destinations().toArray(String[]::new);
    return new HashSet<>(
        target.list(
            """
            WITH r AS (
              SELECT c.oid, n.nspname, c.relname, c.relkind FROM pg_catalog.pg_class c
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ANY(?)
            )
            SELECT 'INDEX ' || nspname || ' ' || relname FROM r WHERE relkind IN ('i', 'I')
            UNION ALL
            SELECT CASE contype WHEN 'f' THEN 'FK ' WHEN 'c' THEN 'CHECK ' ELSE '' END
                   || 'CONSTRAINT ' || nspname || ' ' || relname || ' ' || conname
              FROM r JOIN pg_catalog.pg_constraint ON conrelid = r.oid
            UNION ALL
            SELECT 'TRIGGER ' || nspname || ' ' || relname || ' ' || tgname
              FROM r JOIN pg_catalog.pg_trigger ON tgrelid = r.oid AND tgparentid = 0
            UNION ALL
            SELECT 'RULE ' || nspname || ' ' || relname || ' ' || rulename
              FROM r JOIN pg_catalog.pg_rewrite ON ev_class = r.oid AND rulename <> '_RETURN'
            UNION ALL
            SELECT 'POLICY ' || nspname || ' ' || relname || ' ' || polname
              FROM r JOIN pg_catalog.pg_policy ON polrelid = r.oid
            UNION ALL
            SELECT 'STATISTICS ' || n.nspname || ' ' || stxname
              FROM r JOIN pg_catalog.pg_statistic_ext ON stxrelid = r.oid
              JOIN pg_catalog.pg_namespace n ON n.oid = stxnamespace\
            """,
            row -> row.getString(1),
            (Object) schemas));
  }
}
