package io.tributary.cdc.schema;

import io.tributary.cdc.definition.TableDefinition;
import io.tributary.common.error.TributaryException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything before the rows: roles, schemas, tables with their keys, and the gate. */
final class Preparing {
  private final Definitions definitions;
  private final SchemaPlanner planner;
  private final PgPrograms programs;
  private final Roles roles;
  private final SchemaStep.Listener listener;

  Preparing(
      Definitions definitions,
      SchemaPlanner planner,
      PgPrograms programs,
      Roles roles,
      SchemaStep.Listener listener) {
    this.definitions = definitions;
    this.planner = planner;
    this.programs = programs;
    this.roles = roles;
    this.listener = listener;
  }

  void run(Layout layout, Preparation preparation) {
    Session target = preparation.session();
    ScratchDatabase.dropLeftovers(preparation);
    Optional<SchemaPlan> known = knownPlan(layout, preparation);
    if (known.isEmpty()) {
      for (String schema : layout.destinations()) {
        Namespaces.requireRoom(preparation, schema, layout.application(schema));
      }
    }
    layout.roles().forEach(role -> roles.ensure(preparation, role));
    listener.reached(SchemaStep.ROLES_MADE, layout);
    if (preparation.has(Item.CLOSED)) {
      return;
    }
    layout.destinations().forEach(schema -> Namespaces.ensure(preparation, schema));
    listener.reached(SchemaStep.SCHEMAS_MADE, layout);
    try (Workspace workspace = Workspace.create()) {
      SchemaPlan plan = known.orElseGet(() -> makePlan(layout, preparation, workspace));
      Extensions.ensure(target, plan.extensions(), shared(layout));
      // All of the plan was restored in one transaction, or nothing.
      if (Namespaces.present(target, plan).isEmpty()) {
        programs.restoreAtOnce(target.place(), workspace.archiveOf(plan), plan.now());
      }
      listener.reached(SchemaStep.RESTORED, layout);
      close(layout, preparation, plan);
      listener.reached(SchemaStep.CLOSED, layout);
    }
  }

  private void close(Layout layout, Preparation preparation, SchemaPlan plan) {
    Session target = preparation.session();
    List<String> homes = Extensions.homes(target, plan.extensions(), shared(layout));
    target.inTransaction(
        () -> {
          target.runAll(Ownership.ofSchemas(layout));
          target.runAll(Ownership.ofObjects(layout, plan, Namespaces.present(target, plan)));
          layout.roles().forEach(role -> roles.equip(target, role, homes));
          target.run(Gate.FUNCTION);
          target.runAll(Gate.close(plan.tables(), layout.migration().name()));
          preparation.keep(Item.CLOSED, Map.of());
        });
  }

  private SchemaPlan makePlan(Layout layout, Preparation preparation, Workspace workspace) {
    // Most of the time goes here, and nothing of the target changes.
    Draft draft = Turn.lend(preparation.session(), () -> draft(layout, preparation, workspace));
    Optional<SchemaPlan> kept = knownPlan(layout, preparation);
    if (kept.isPresent()) {
      return kept.get();
    }
    Namespaces.requireFreeNames(preparation.session(), draft.plan());
    definitions.keep(draft.definitions(), preparation);
    preparation.keep(Item.PLAN, draft.plan());
    listener.reached(SchemaStep.PLANNED, layout);
    return draft.plan();
  }

  /** A plan, with what the source's tables looked like before it was made. */
  private record Draft(List<TableDefinition> definitions, SchemaPlan plan) {}

  private Draft draft(Layout layout, Preparation preparation, Workspace workspace) {
    // Before the source is dumped: whatever changes from now on is noticed.
    List<TableDefinition> before = definitions.now(layout);
    Draft draft = new Draft(before, planner.plan(layout, preparation, workspace));
    listener.reached(SchemaStep.DRAFTED, layout);
    return draft;
  }

  /** The plan of an earlier attempt; one for another mapping counts only as long as it is paper. */
  private static Optional<SchemaPlan> knownPlan(Layout layout, Preparation preparation) {
    Optional<SchemaPlan> known = preparation.read(Item.PLAN, SchemaPlan.class);
    if (known.isEmpty() || known.get().mapping().equals(layout.source().schemas())) {
      return known;
    }
    if (preparation.has(Item.CLOSED)
        || !Namespaces.present(preparation.session(), known.get()).isEmpty()) {
      throw new TributaryException(
          SchemaError.MAPPING_CHANGED,
          "The target was prepared for another mapping of source "
              + layout.source().name()
              + ". Abort the migration and start it anew with the changed file, or put the mapping"
              + " back.",
          Map.of("source", layout.source().name()));
    }
    preparation.forget(Item.PLAN);
    return Optional.empty();
  }

  private static String shared(Layout layout) {
    return layout.migration().target().extensionsSchema();
  }
}
