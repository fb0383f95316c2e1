package io.tributary.cdc.schema;

import io.tributary.common.error.TributaryException;
import io.tributary.common.sql.Sql;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Everything before the rows of a source whose tables are made by statements. */
final class StatementPreparing {
  private final Roles roles;
  private final Layout layout;
  private final Preparation preparation;
  private final Session target;

  StatementPreparing(Roles roles, Layout layout, Preparation preparation) {
    this.roles = roles;
    this.layout = layout;
    this.preparation = preparation;
    this.target = preparation.session();
  }

  void run(Blueprint blueprint) {
    Optional<SchemaPlan> known = preparation.read(Item.PLAN, SchemaPlan.class);
    known.ifPresent(this::requireSameMapping);
    List<String> extensions = blueprint.begin(preparation);
    if (known.isEmpty()) {
      layout
          .destinations()
          .forEach(
              schema -> Namespaces.requireRoom(preparation, schema, layout.application(schema)));
    }
    layout.roles().forEach(role -> roles.ensure(preparation, role));
    if (preparation.has(Item.CLOSED)) {
      return;
    }
    layout.destinations().forEach(schema -> Namespaces.ensure(preparation, schema));
    Extensions.ensure(target, extensions, shared());
    target.inTransaction(() -> make(blueprint, extensions));
  }

  private void make(Blueprint blueprint, List<String> extensions) {
    Set<CatalogObject> before = new HashSet<>(objects());
    searchPath(target, layout);
    blueprint.makeTables(preparation);
    requireAtHome();
    List<CatalogObject> made = objects().stream().filter(o -> !before.contains(o)).toList();
    SchemaPlan plan = SchemaPlan.made(layout.source().schemas(), extensions, made);
    target.runAll(Ownership.ofSchemas(layout));
    target.runAll(Ownership.ofObjects(layout, plan, Set.copyOf(plan.objects())));
    List<String> homes = Extensions.homes(target, extensions, shared());
    layout.roles().forEach(role -> roles.equip(target, role, homes));
    target.run(Gate.FUNCTION);
    target.runAll(Gate.close(plan.tables(), layout.migration().name()));
    preparation.keep(Item.PLAN, plan);
    preparation.keep(Item.CLOSED, Map.of());
  }

  /** Unqualified names mean the target's schemas, until the transaction ends. */
  static void searchPath(Session target, Layout layout) {
    List<String> path =
        Stream.concat(
                layout.destinations().stream(),
                Stream.of(layout.migration().target().extensionsSchema()))
            .map(Sql::identifier)
            .toList();
    target.run("SET LOCAL search_path = " + String.join(", ", path));
  }

  /** What is made elsewhere would neither be closed nor removed. */
  private void requireAtHome() {
    List<String> elsewhere =
        target.list(
            """
            SELECT format('%I.%I', n.nspname, c.relname) FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE c.xmin = pg_catalog.pg_current_xact_id()::xid AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
               AND n.nspname <> ALL (?) AND n.nspname NOT LIKE 'pg\\_%'
               AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                                WHERE d.classid = 'pg_catalog.pg_class'::regclass
                                  AND d.objid = c.oid AND d.deptype = 'e')
             ORDER BY 1""",
            row -> row.getString(1), (Object) layout.destinations().toArray(String[]::new));
    if (!elsewhere.isEmpty()) {
      throw new TributaryException(
          SchemaError.ELSEWHERE,
          "The statements for source "
              + layout.source().name()
              + " make tables outside of its target schemas: "
              + String.join(", ", elsewhere)
              + ". Leave the schema out of their names, or list it in the migration file.",
          Map.of("source", layout.source().name()));
    }
  }

  private void requireSameMapping(SchemaPlan plan) {
    if (!plan.mapping().equals(layout.source().schemas())) {
      throw new TributaryException(
          SchemaError.MAPPING_CHANGED,
          "The target was prepared for another mapping of source "
              + layout.source().name()
              + ". Abort the migration and start it anew with the changed file, or put the mapping"
              + " back.",
          Map.of("source", layout.source().name()));
    }
  }

  private List<CatalogObject> objects() {
    return ObjectCatalog.objects(target, layout.destinations());
  }

  private String shared() {
    return layout.migration().target().extensionsSchema();
  }
}
