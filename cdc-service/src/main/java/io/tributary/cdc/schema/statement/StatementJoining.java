package io.tributary.cdc.schema.statement;

import io.tributary.cdc.schema.plan.CatalogObject;
import io.tributary.cdc.schema.plan.JoinedTables;
import io.tributary.cdc.schema.plan.JoiningPlan;
import io.tributary.cdc.schema.plan.ObjectCatalog;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.plan.SchemaPlan;
import io.tributary.cdc.schema.plan.TargetGate;
import io.tributary.cdc.schema.right.DefaultRights;
import io.tributary.cdc.schema.right.ObjectOwnership;
import io.tributary.cdc.schema.right.ReaderRights;
import io.tributary.cdc.schema.shared.ApplicationRoles;
import io.tributary.cdc.schema.shared.FunctionRefusal;
import io.tributary.cdc.schema.shared.JoiningRefusal;
import io.tributary.cdc.schema.shared.SourceExtensions;
import io.tributary.cdc.schema.shared.TargetNamespaces;
import io.tributary.cdc.schema.state.JoiningError;
import io.tributary.cdc.schema.state.JoiningNotes;
import io.tributary.cdc.schema.state.JoiningOutcome;
import io.tributary.cdc.schema.state.PreparationItem;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.database.DatabaseSession;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes tables by statements in a finished target that are new at its source: empty, with all that
 * is theirs, owned, closed, and in the plan by which the target is opened and removed. All of it is
 * one transaction, with what is kept about it.
 */
public final class StatementJoining {
  private final ApplicationRoles roles;
  private final SchemaLayout layout;
  private final PreparationJournal preparation;
  private final DatabaseSession target;
  private final JoiningRefusal refusal;

  /** Of one target, of which the caller has the turn. */
  public StatementJoining(
      ApplicationRoles roles, SchemaLayout layout, PreparationJournal preparation) {
    this.roles = roles;
    this.layout = layout;
    this.preparation = preparation;
    this.target = preparation.session();
    this.refusal = new JoiningRefusal(layout);
  }

  /**
   * Makes what is not made yet.
   *
   * @param orders the generation of each order by its table
   */
  public JoiningOutcome run(JoiningBlueprint blueprint, Map<String, Long> orders) {
    JoiningNotes notes = new JoiningNotes(target, preparation.stream());
    Map<String, ErrorReport> refused = new HashMap<>(notes.refused(orders));
    Set<String> open = new TreeSet<>(orders.keySet());
    open.removeAll(blueprint.known(preparation, orders.keySet()));
    open.removeAll(refused.keySet());
    Map<String, ErrorReport> found = new HashMap<>();
    if (preparation.wasOpen()) {
      open.forEach(table -> found.put(table, refusal.wasOpen(table)));
    } else if (!open.isEmpty()) {
      make(blueprint, open, found);
    }
    found.forEach((table, why) -> notes.refuse(table, orders.getOrDefault(table, 0L), why));
    refused.putAll(found);
    Set<String> made = blueprint.known(preparation, orders.keySet());
    refused.keySet().removeAll(made);
    return new JoiningOutcome(made, refused);
  }

  /** All together, because they may refer to each other; one by one where that is refused. */
  private void make(
      JoiningBlueprint blueprint, Set<String> tables, Map<String, ErrorReport> refused) {
    try {
      make(blueprint.draft(preparation, tables));
    } catch (TributaryException e) {
      if (!JoiningError.isOne(e.report())) {
        throw e;
      }
      if (tables.size() > 1) {
        tables.forEach(table -> make(blueprint, Set.of(table), refused));
      } else {
        tables.forEach(table -> refused.put(table, e.report()));
      }
    }
  }

  private void make(JoiningDraft draft) {
    draft
        .copies()
        .forEach(
            (table, copy) -> {
              if (TargetNamespaces.taken(target, copy)) {
                throw JoiningRefusal.thrown(JoiningError.NAME_TAKEN, refusal.taken(table, copy));
              }
            });
    SourceExtensions.ensure(target, draft.extensions(), shared());
    target.inTransaction(() -> made(draft));
  }

  private void made(JoiningDraft draft) {
    Set<CatalogObject> before = new HashSet<>(objects());
    StatementPreparing.searchPath(target, layout);
    draft.making().accept(preparation);
    StatementPreparing.requireAtHome(
        target, layout.destinations(), "source " + layout.source().name());
    List<CatalogObject> made = objects().stream().filter(o -> !before.contains(o)).toList();
    SchemaPlan plan = SchemaPlan.made(layout.source().schemas(), draft.extensions(), made);
    new FunctionRefusal(layout).requireNoneOf(target, Set.copyOf(plan.tables()));
    DefaultRights.takeFrom(target, layout.destinations(), plan.objects());
    target.runAll(ObjectOwnership.ofObjects(layout, plan, Set.copyOf(plan.objects())));
    if (!draft.extensions().isEmpty()) {
      List<String> homes = SourceExtensions.homes(target, draft.extensions(), shared());
      layout.roles().forEach(role -> roles.equip(target, role, draft.extensions(), homes));
    }
    ReaderRights.grant(preparation, layout, layout.destinations(), plan.objects());
    target.runAll(TargetGate.close(plan.tables(), layout.migration().name()));
    keep(new JoiningPlan(List.copyOf(draft.copies().keySet()), plan, List.of()));
  }

  private void keep(JoiningPlan joined) {
    SchemaPlan whole =
        preparation
            .read(PreparationItem.PLAN, SchemaPlan.class)
            .orElseThrow()
            .joinedBy(joined.plan());
    preparation.keep(PreparationItem.PLAN, whole);
    JoinedTables before =
        preparation.read(PreparationItem.JOINED, JoinedTables.class).orElse(JoinedTables.NONE);
    preparation.keep(PreparationItem.JOINED, before.with(joined));
  }

  private List<CatalogObject> objects() {
    return ObjectCatalog.objects(target, layout.destinations());
  }

  private String shared() {
    return layout.migration().target().extensionsSchema();
  }
}
