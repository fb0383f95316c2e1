package io.tributary.cdc.schema;

import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything behind the rows of a source whose tables are made by statements. */
final class StatementFinishing {
  private final Layout layout;
  private final Preparation preparation;
  private final Session target;

  StatementFinishing(Layout layout, Preparation preparation) {
    this.layout = layout;
    this.preparation = preparation;
    this.target = preparation.session();
  }

  void run(SchemaPlan plan, Blueprint blueprint) {
    if (!preparation.has(Item.FINISHED)) {
      target.inTransaction(() -> finish(plan, blueprint));
    }
  }

  private void finish(SchemaPlan plan, Blueprint blueprint) {
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
    target.runAll(Ownership.ofObjects(layout, whole, Set.copyOf(added)));
    if (!plan.tables().isEmpty()) {
      target.run(
          "ANALYZE " + plan.tables().stream().map(Sql::table).collect(Collectors.joining(", ")));
    }
    preparation.keep(Item.PLAN, whole);
    preparation.keep(Item.FINISHED, Map.of());
  }

  private List<CatalogObject> objects() {
    return ObjectCatalog.objects(target, layout.destinations());
  }
}
