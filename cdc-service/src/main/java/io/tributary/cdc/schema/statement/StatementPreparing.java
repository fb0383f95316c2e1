package io.tributary.cdc.schema.statement;

import io.tributary.cdc.schema.existing.ExistingTableTakeover;
import io.tributary.cdc.schema.plan.CatalogObject;
import io.tributary.cdc.schema.plan.ObjectCatalog;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.plan.SchemaPlan;
import io.tributary.cdc.schema.plan.TargetGate;
import io.tributary.cdc.schema.right.DatabaseRight;
import io.tributary.cdc.schema.right.DefaultRights;
import io.tributary.cdc.schema.right.ObjectOwnership;
import io.tributary.cdc.schema.right.ReaderRights;
import io.tributary.cdc.schema.shared.ApplicationRoles;
import io.tributary.cdc.schema.shared.FunctionRefusal;
import io.tributary.cdc.schema.shared.SourceExtensions;
import io.tributary.cdc.schema.shared.TargetNamespaces;
import io.tributary.cdc.schema.state.PreparationItem;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.cdc.schema.state.SchemaError;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseSession;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes what comes before the rows of a source whose tables are made by statements. */
public final class StatementPreparing {
  private final ApplicationRoles roles;
  private final SchemaLayout layout;
  private final PreparationJournal preparation;
  private final DatabaseSession target;

  public StatementPreparing(
      ApplicationRoles roles, SchemaLayout layout, PreparationJournal preparation) {
    this.roles = roles;
    this.layout = layout;
    this.preparation = preparation;
    this.target = preparation.session();
  }

  public void run(SchemaBlueprint blueprint) {
    Optional<SchemaPlan> known = preparation.read(PreparationItem.PLAN, SchemaPlan.class);
    known.ifPresent(this::requireSameMapping);
    List<String> extensions = blueprint.begin(preparation);
    if (known.isEmpty() && !layout.intoExistingTables()) {
      layout
          .destinations()
          .forEach(
              schema ->
                  TargetNamespaces.requireRoom(preparation, schema, layout.application(schema)));
    }
    layout.roles().forEach(role -> roles.ensure(preparation, role));
    if (preparation.has(PreparationItem.CLOSED)) {
      return;
    }
    layout.destinations().forEach(schema -> TargetNamespaces.ensure(preparation, schema));
    SourceExtensions.ensure(target, extensions, shared());
    target.inTransaction(() -> make(blueprint, extensions));
  }

  private void make(SchemaBlueprint blueprint, List<String> extensions) {
    Set<CatalogObject> before = new HashSet<>(objects());
    searchPath(target, layout);
    blueprint.makeTables(preparation);
    requireAtHome(target, layout.destinations(), "source " + layout.source().name());
    List<CatalogObject> made = objects().stream().filter(o -> !before.contains(o)).toList();
    SchemaPlan plan = SchemaPlan.made(layout.source().schemas(), extensions, made);
    // Before the schema changes hands: what the role has by that is not taken back as a right.
    plan = plan.withTables(takenIn(blueprint, Set.copyOf(plan.tables())));
    new FunctionRefusal(layout).requireNoneOf(target, Set.copyOf(plan.tables()));
    DefaultRights.takeFrom(target, layout.destinations(), plan.objects());
    target.runAll(ObjectOwnership.ofSchemas(layout, layout.destinations()));
    target.runAll(ObjectOwnership.ofObjects(layout, plan, Set.copyOf(plan.objects())));
    List<String> homes = SourceExtensions.homes(target, extensions, shared());
    layout.roles().forEach(role -> roles.equip(target, role, extensions, homes));
    ReaderRights.grant(preparation, layout, layout.destinations(), plan.objects());
    DatabaseRight.grant(preparation, layout, layout.destinations());
    target.run(TargetGate.FUNCTION);
    target.runAll(TargetGate.close(plan.tables(), layout.migration().name()));
    preparation.keep(PreparationItem.PLAN, plan);
    preparation.keep(PreparationItem.CLOSED, Map.of());
  }

  /** Tables that were there before are closed and opened with the others, and nothing else. */
  private List<TableName> takenIn(SchemaBlueprint blueprint, Set<TableName> made) {
    return blueprint
        .filling(preparation)
        .map(filling -> new ExistingTableTakeover(layout, preparation).run(filling, made))
        .orElse(List.of());
  }

  /** Unqualified names mean the target's schemas, until the transaction ends. */
  static void searchPath(DatabaseSession target, SchemaLayout layout) {
    List<String> path =
        Stream.concat(
                layout.destinations().stream(),
                Stream.of(layout.migration().target().extensionsSchema()))
            .map(Sql::identifier)
            .toList();
    target.run("SET LOCAL search_path = " + String.join(", ", path));
  }

  /** What is made elsewhere would neither be closed nor removed. */
  static void requireAtHome(DatabaseSession target, List<String> schemas, String whose) {
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
             ORDER BY 1\
            """,
            row -> row.getString(1), (Object) schemas.toArray(String[]::new));
    if (!elsewhere.isEmpty()) {
      throw new TributaryException(
          SchemaError.ELSEWHERE,
          "The statements for "
              + whose
              + " make tables outside of their target schemas: "
              + String.join(", ", elsewhere)
              + ". Leave the schema out of their names, or list it in the migration file.",
          Map.of("of", whose));
    }
  }

  private void requireSameMapping(SchemaPlan plan) {
    if (!plan.mapping().equals(layout.source().schemas())) {
      throw SchemaError.mappingChanged(layout.source());
    }
  }

  private List<CatalogObject> objects() {
    return ObjectCatalog.objects(target, layout.destinations());
  }

  private String shared() {
    return layout.migration().target().extensionsSchema();
  }
}
