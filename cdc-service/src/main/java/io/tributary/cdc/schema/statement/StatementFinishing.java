package io.tributary.cdc.schema.statement;

import io.tributary.cdc.schema.plan.CatalogObject;
import io.tributary.cdc.schema.plan.ObjectCatalog;
import io.tributary.cdc.schema.plan.PlannedObject;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.plan.SchemaPlan;
import io.tributary.cdc.schema.right.DefaultRights;
import io.tributary.cdc.schema.right.ObjectOwnership;
import io.tributary.cdc.schema.right.ReaderRights;
import io.tributary.cdc.schema.state.PreparationItem;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseSession;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes what comes after the rows of a source whose tables are made by statements. */
public final class StatementFinishing {
  private final SchemaLayout layout;
  private final PreparationJournal preparation;
  private final DatabaseSession target;

  public StatementFinishing(SchemaLayout layout, PreparationJournal preparation) {
    this.layout = layout;
    this.preparation = preparation;
    this.target = preparation.session();
  }

  public void run(SchemaPlan plan, SchemaBlueprint blueprint) {
    if (!preparation.has(PreparationItem.FINISHED)) {
      target.inTransaction(() -> finish(plan, blueprint));
    }
  }

  private void finish(SchemaPlan plan, SchemaBlueprint blueprint) {
    Set<CatalogObject> before = new HashSet<>(objects());
    StatementPreparing.searchPath(target, layout);
    blueprint.finish(preparation);
    List<PlannedObject> added =
        objects().stream()
            .filter(object -> !before.contains(object))
            .map(CatalogObject::planned)
            .toList();
    List<PlannedObject> all = new ArrayList<>(plan.objects());
    all.addAll(added);
    SchemaPlan whole = plan.withObjects(all);
    DefaultRights.takeFrom(target, layout.destinations(), added);
    target.runAll(ObjectOwnership.ofObjects(layout, whole, Set.copyOf(added)));
    ReaderRights.grant(preparation, layout, layout.destinations(), added);
    if (!plan.tables().isEmpty()) {
      target.run(
          "ANALYZE " + plan.tables().stream().map(Sql::table).collect(Collectors.joining(", ")));
    }
    preparation.keep(PreparationItem.PLAN, whole);
    preparation.keep(PreparationItem.FINISHED, Map.of());
  }

  private List<CatalogObject> objects() {
    return ObjectCatalog.objects(target, layout.destinations());
  }
}
