package io.tributary.cdc.schema.dump;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.definition.DefinitionStore;
import io.tributary.cdc.definition.TableDefinition;
import io.tributary.cdc.schema.plan.CatalogObject;
import io.tributary.cdc.schema.plan.JoinedTables;
import io.tributary.cdc.schema.plan.JoiningPlan;
import io.tributary.cdc.schema.plan.ObjectCatalog;
import io.tributary.cdc.schema.plan.PlannedObject;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.plan.SchemaPlan;
import io.tributary.cdc.schema.plan.TargetGate;
import io.tributary.cdc.schema.plan.TriggerState;
import io.tributary.cdc.schema.right.DefaultRights;
import io.tributary.cdc.schema.right.ObjectOwnership;
import io.tributary.cdc.schema.right.ReaderRights;
import io.tributary.cdc.schema.shared.PreparationTurn;
import io.tributary.cdc.schema.shared.SourceExtensions;
import io.tributary.cdc.schema.shared.TargetNamespaces;
import io.tributary.cdc.schema.state.JoiningNotes;
import io.tributary.cdc.schema.state.JoiningOutcome;
import io.tributary.cdc.schema.state.PreparationItem;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.cdc.schema.state.SchemaError;
import io.tributary.cdc.schema.state.SchemaFailures;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.database.DatabaseSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes tables in a finished target that are new at its source: empty, with all that is theirs,
 * owned, closed, and in the plan by which the target is opened and removed. What is to be made is
 * kept before it is restored in one transaction, and is part of the target's plan once it is
 * closed; a crash in between goes on from there.
 */
public final class DumpJoining {
  private final SourceDefinitions definitions;
  private final SchemaPlanner planner;
  private final PgPrograms programs;
  private final Databases databases;
  private final SchemaStep.Listener listener;

  public DumpJoining(
      SourceDefinitions definitions,
      SchemaPlanner planner,
      PgPrograms programs,
      Databases databases,
      SchemaStep.Listener listener) {
    this.definitions = definitions;
    this.planner = planner;
    this.programs = programs;
    this.databases = databases;
    this.listener = listener;
  }

  /**
   * Makes what is not made yet. Whoever calls has the turn at the target, which is finished.
   *
   * @param orders the generation of each order by its table
   * @param removal drops the scratch database, beside all that comes behind the plan
   */
  public JoiningOutcome run(
      SchemaLayout layout,
      PreparationJournal preparation,
      Map<String, Long> orders,
      ScratchRemoval removal) {
    ScratchDatabase.dropLeftovers(preparation);
    finishPending(layout, preparation);
    JoiningNotes notes = new JoiningNotes(preparation.session(), preparation.stream());
    Map<String, ErrorReport> refused = new HashMap<>(notes.refused(orders));
    Map<String, Long> open = new TreeMap<>(orders);
    open.keySet().removeAll(joined(preparation).names());
    open.keySet().removeAll(refused.keySet());
    if (!open.isEmpty()) {
      make(layout, preparation, open.keySet(), removal)
          .forEach(
              (table, why) -> {
                notes.refuse(table, open.getOrDefault(table, 0L), why);
                refused.put(table, why);
              });
    }
    Set<String> made = new TreeSet<>(joined(preparation).names());
    made.retainAll(orders.keySet());
    refused.keySet().removeAll(made);
    return new JoiningOutcome(made, refused);
  }

  private static JoinedTables joined(PreparationJournal preparation) {
    return preparation.read(PreparationItem.JOINED, JoinedTables.class).orElse(JoinedTables.NONE);
  }

  /** Those that are refused, and why; the others are made. */
  private Map<String, ErrorReport> make(
      SchemaLayout layout,
      PreparationJournal preparation,
      Set<String> names,
      ScratchRemoval removal) {
    JoiningChecks checks = new JoiningChecks(layout, preparation);
    Map<String, ErrorReport> refused = new TreeMap<>();
    List<JoiningTable> tables = new ArrayList<>();
    try (DatabaseSession source =
        databases.open(layout.source().postgres().connection(), SchemaFailures::of)) {
      for (String name : names) {
        Optional<JoiningTable> table = JoiningTable.read(source, layout.source(), name);
        Optional<ErrorReport> why = checks.refused(name, table);
        why.ifPresent(found -> refused.put(name, found));
        table.filter(found -> why.isEmpty()).ifPresent(tables::add);
      }
    }
    if (tables.isEmpty()) {
      return refused;
    }
    try (ArchiveDirectory workspace = ArchiveDirectory.create()) {
      Set<PlannedObject> there =
          ObjectCatalog.objects(preparation.session(), layout.destinations()).stream()
              .map(CatalogObject::planned)
              .collect(Collectors.toSet());
      JoiningPlan plan =
          PreparationTurn.lend(
              preparation.session(),
              () -> draft(layout, preparation, workspace, removal, tables, there));
      Optional<ErrorReport> rules = checks.refused(plan);
      if (rules.isPresent()) {
        plan.names().forEach(name -> refused.put(name, rules.get()));
        return refused;
      }
      // While the turn was lent the migration may have been given up, or its target opened; the
      // next try says so. Another instance may have made them.
      if (!preparation.has(PreparationItem.FINISHED) || preparation.wasOpen()) {
        return refused;
      }
      finishPending(layout, preparation);
      if (joined(preparation).names().stream().noneMatch(plan.names()::contains)) {
        TargetNamespaces.requireFreeNames(preparation.session(), plan.plan());
        preparation.keep(PreparationItem.JOINING, plan);
        listener.reached(SchemaStep.JOINING_PLANNED, layout);
        finishPending(layout, preparation);
      }
    }
    return refused;
  }

  private JoiningPlan draft(
      SchemaLayout layout,
      PreparationJournal preparation,
      ArchiveDirectory workspace,
      ScratchRemoval removal,
      List<JoiningTable> tables,
      Set<PlannedObject> there) {
    Set<TableName> members = new TreeSet<>();
    tables.forEach(table -> members.addAll(table.tables()));
    Set<TableName> copies = new TreeSet<>();
    members.forEach(member -> layout.source().targetOf(member).ifPresent(copies::add));
    // Before the source is dumped: whatever changes from now on is noticed.
    List<TableDefinition> before =
        definitions.now(layout).stream()
            .filter(definition -> members.contains(definition.table()))
            .toList();
    SchemaPlan plan =
        planner.plan(layout, preparation, workspace, removal, new JoiningObjects(copies, there));
    listener.reached(SchemaStep.JOINING_DRAFTED, layout);
    return new JoiningPlan(
        tables.stream().map(JoiningTable::name).toList(),
        plan,
        before.stream()
            .map(
                definition ->
                    new JoiningPlan.KeptDefinition(
                        definition.oid(), DefinitionStore.text(definition)))
            .toList());
  }

  private void finishPending(SchemaLayout layout, PreparationJournal preparation) {
    preparation
        .read(PreparationItem.JOINING, JoiningPlan.class)
        .ifPresent(plan -> finish(layout, preparation, plan));
  }

  private void finish(SchemaLayout layout, PreparationJournal preparation, JoiningPlan joining) {
    DatabaseSession target = preparation.session();
    SchemaPlan plan = joining.plan();
    SourceExtensions.ensure(
        target, plan.extensions(), layout.migration().target().extensionsSchema());
    // All of the plan was restored in one transaction, or nothing.
    if (TargetNamespaces.present(target, plan).isEmpty()) {
      restore(preparation, plan);
    }
    listener.reached(SchemaStep.JOINING_RESTORED, layout);
    target.inTransaction(() -> close(layout, preparation, joining));
    listener.reached(SchemaStep.JOINED, layout);
  }

  private void restore(PreparationJournal preparation, SchemaPlan plan) {
    try (ArchiveDirectory workspace = ArchiveDirectory.create()) {
      programs.restoreAtOnce(preparation.session().place(), workspace.archiveOf(plan), plan.now());
    } catch (TributaryException e) {
      if (e.report().code().equals(SchemaError.RESTORE_FAILED.code())) {
        // Nothing of it is there; the next try reads the source anew.
        preparation.forget(PreparationItem.JOINING);
      }
      throw e;
    }
  }

  private static void close(
      SchemaLayout layout, PreparationJournal preparation, JoiningPlan joining) {
    DatabaseSession target = preparation.session();
    SchemaPlan plan = joining.plan();
    DefaultRights.takeFrom(target, layout.destinations(), plan.objects());
    target.runAll(ObjectOwnership.ofObjects(layout, plan, TargetNamespaces.present(target, plan)));
    ReaderRights.grant(preparation, layout, layout.destinations(), plan.objects());
    target.runAll(plan.afterwards());
    disableTriggers(preparation, plan);
    target.runAll(TargetGate.close(plan.tables(), layout.migration().name()));
    for (JoiningPlan.KeptDefinition definition : joining.definitions()) {
      target.run(
          DefinitionStore.KEEP,
          preparation.stream().migration(),
          preparation.stream().source(),
          definition.oid(),
          definition.text());
    }
    SchemaPlan whole =
        preparation.read(PreparationItem.PLAN, SchemaPlan.class).orElseThrow().joinedBy(plan);
    preparation.keep(PreparationItem.PLAN, whole);
    preparation.keep(PreparationItem.JOINED, joined(preparation).with(joining));
    preparation.forget(PreparationItem.JOINING);
  }

  private static void disableTriggers(PreparationJournal preparation, SchemaPlan plan) {
    DatabaseSession target = preparation.session();
    List<TriggerState> states = DumpFinishing.triggers(target, plan);
    target.runAll(states.stream().map(TriggerState::disable).toList());
    List<TriggerState> all =
        new ArrayList<>(
            preparation
                .read(PreparationItem.TRIGGERS, TriggerState.All.class)
                .map(TriggerState.All::triggers)
                .orElse(List.of()));
    all.addAll(states);
    preparation.keep(PreparationItem.TRIGGERS, new TriggerState.All(all));
  }
}
