package io.tributary.cdc.schema.dump;

import io.tributary.cdc.definition.TableDefinition;
import io.tributary.cdc.schema.plan.MovingTables;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.plan.SchemaPlan;
import io.tributary.cdc.schema.plan.TargetGate;
import io.tributary.cdc.schema.right.DatabaseRight;
import io.tributary.cdc.schema.right.DefaultRights;
import io.tributary.cdc.schema.right.ObjectOwnership;
import io.tributary.cdc.schema.right.ReaderRights;
import io.tributary.cdc.schema.shared.ApplicationRoles;
import io.tributary.cdc.schema.shared.PreparationTurn;
import io.tributary.cdc.schema.shared.SourceExtensions;
import io.tributary.cdc.schema.shared.TargetNamespaces;
import io.tributary.cdc.schema.state.PreparationItem;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.cdc.schema.state.SchemaError;
import io.tributary.database.DatabaseSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Restores what comes before the rows: roles, schemas, tables with their keys, and the gate. */
public final class DumpPreparing {
  private final SourceDefinitions definitions;
  private final SchemaPlanner planner;
  private final PgPrograms programs;
  private final ApplicationRoles roles;
  private final SchemaStep.Listener listener;

  public DumpPreparing(
      SourceDefinitions definitions,
      SchemaPlanner planner,
      PgPrograms programs,
      ApplicationRoles roles,
      SchemaStep.Listener listener) {
    this.definitions = definitions;
    this.planner = planner;
    this.programs = programs;
    this.roles = roles;
    this.listener = listener;
  }

  /**
   * Prepares the target.
   *
   * @param removal drops the scratch database, beside all that comes behind the plan
   */
  public void run(SchemaLayout layout, PreparationJournal preparation, ScratchRemoval removal) {
    DatabaseSession target = preparation.session();
    ScratchDatabase.dropLeftovers(preparation);
    Optional<SchemaPlan> known = knownPlan(layout, preparation);
    if (known.isEmpty()) {
      for (String schema : layout.destinations()) {
        TargetNamespaces.requireRoom(preparation, schema, layout.application(schema));
      }
    }
    layout.roles().forEach(role -> roles.ensure(preparation, role));
    listener.reached(SchemaStep.ROLES_MADE, layout);
    if (preparation.has(PreparationItem.CLOSED)) {
      return;
    }
    layout.destinations().forEach(schema -> TargetNamespaces.ensure(preparation, schema));
    listener.reached(SchemaStep.SCHEMAS_MADE, layout);
    try (ArchiveDirectory workspace = ArchiveDirectory.create()) {
      SchemaPlan plan = known.orElseGet(() -> makePlan(layout, preparation, workspace, removal));
      SourceExtensions.ensure(target, plan.extensions(), shared(layout));
      // All of the plan was restored in one transaction, or nothing.
      if (TargetNamespaces.present(target, plan).isEmpty()) {
        programs.restoreAtOnce(target.place(), workspace.archiveOf(plan), plan.now());
      }
      listener.reached(SchemaStep.RESTORED, layout);
      close(layout, preparation, plan);
      listener.reached(SchemaStep.CLOSED, layout);
    }
  }

  private void close(SchemaLayout layout, PreparationJournal preparation, SchemaPlan plan) {
    DatabaseSession target = preparation.session();
    List<String> homes = SourceExtensions.homes(target, plan.extensions(), shared(layout));
    target.inTransaction(
        () -> {
          DefaultRights.takeFrom(target, layout.destinations(), plan.objects());
          target.runAll(ObjectOwnership.ofSchemas(layout, layout.destinations()));
          target.runAll(
              ObjectOwnership.ofObjects(layout, plan, TargetNamespaces.present(target, plan)));
          layout.roles().forEach(role -> roles.equip(target, role, plan.extensions(), homes));
          ReaderRights.grant(preparation, layout, layout.destinations(), plan.objects());
          DatabaseRight.grant(preparation, layout, layout.destinations());
          target.run(TargetGate.FUNCTION);
          target.runAll(TargetGate.close(plan.tables(), layout.migration().name()));
          preparation.keep(PreparationItem.CLOSED, Map.of());
        });
  }

  private SchemaPlan makePlan(
      SchemaLayout layout,
      PreparationJournal preparation,
      ArchiveDirectory workspace,
      ScratchRemoval removal) {
    // Most of the time goes here, and nothing of the target changes.
    Draft draft =
        PreparationTurn.lend(
            preparation.session(), () -> draft(layout, preparation, workspace, removal));
    Optional<SchemaPlan> kept = knownPlan(layout, preparation);
    if (kept.isPresent()) {
      return kept.get();
    }
    MovingTables.require(layout.source(), draft.plan().tables().size());
    TargetNamespaces.requireFreeNames(preparation.session(), draft.plan());
    definitions.keep(draft.definitions(), preparation);
    preparation.keep(PreparationItem.PLAN, draft.plan());
    listener.reached(SchemaStep.PLANNED, layout);
    return draft.plan();
  }

  /** A plan, with what the source's tables looked like before it was made. */
  private record Draft(List<TableDefinition> definitions, SchemaPlan plan) {}

  private Draft draft(
      SchemaLayout layout,
      PreparationJournal preparation,
      ArchiveDirectory workspace,
      ScratchRemoval removal) {
    // Before the source is dumped: whatever changes from now on is noticed.
    List<TableDefinition> before = definitions.now(layout);
    Draft draft = new Draft(before, planner.plan(layout, preparation, workspace, removal));
    listener.reached(SchemaStep.DRAFTED, layout);
    return draft;
  }

  /** The plan of an earlier attempt; one for another mapping counts only as long as it is paper. */
  private static Optional<SchemaPlan> knownPlan(
      SchemaLayout layout, PreparationJournal preparation) {
    Optional<SchemaPlan> known = preparation.read(PreparationItem.PLAN, SchemaPlan.class);
    if (known.isEmpty() || known.get().mapping().equals(layout.source().schemas())) {
      return known;
    }
    if (preparation.has(PreparationItem.CLOSED)
        || !TargetNamespaces.present(preparation.session(), known.get()).isEmpty()) {
      throw SchemaError.mappingChanged(layout.source());
    }
    preparation.forget(PreparationItem.PLAN);
    return Optional.empty();
  }

  private static String shared(SchemaLayout layout) {
    return layout.migration().target().extensionsSchema();
  }
}
