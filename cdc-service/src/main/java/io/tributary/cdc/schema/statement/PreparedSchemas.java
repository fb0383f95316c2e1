package io.tributary.cdc.schema.statement;

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
import io.tributary.cdc.schema.shared.SourceExtensions;
import io.tributary.cdc.schema.shared.TargetNamespaces;
import io.tributary.cdc.schema.state.PreparationItem;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.cdc.schema.state.SchemaError;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.PreparedSchema;
import io.tributary.database.DatabaseSession;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Target schemas that nothing moves into, made for applications to come. They go with the first
 * source of their migration: made, opened and removed with its schemas and in the same way, so they
 * are closed until the cutover, and an abort loses nothing that was written to them.
 */
public final class PreparedSchemas {
  private final ApplicationRoles roles;

  public PreparedSchemas(ApplicationRoles roles) {
    this.roles = roles;
  }

  /** Makes those of the layout's source; in the source's turn. */
  public void make(SchemaLayout layout, PreparationJournal preparation) {
    List<String> schemas = layout.prepared();
    if (schemas.isEmpty()
        || !preparation.ofAllSources(PreparationItem.PREPARED, SchemaPlan.class).isEmpty()) {
      return;
    }
    for (String schema : schemas) {
      TargetNamespaces.requireRoom(preparation, schema, layout.application(schema));
    }
    layout.rolesOf(schemas).forEach(role -> roles.ensure(preparation, role));
    schemas.forEach(schema -> TargetNamespaces.ensure(preparation, schema));
    preparation.session().inTransaction(() -> make(layout, preparation, schemas));
  }

  private void make(SchemaLayout layout, PreparationJournal preparation, List<String> schemas) {
    DatabaseSession target = preparation.session();
    String shared = layout.migration().target().extensionsSchema();
    Set<CatalogObject> before = new HashSet<>(ObjectCatalog.objects(target, schemas));
    for (String schema : schemas) {
      PreparedSchema prepare = layout.application(schema).prepare();
      if (prepare != null && prepare.ddlFile() != null) {
        new DdlFile(
                Path.of(prepare.ddlFile()),
                schema,
                "target schema " + schema,
                SchemaError.PREPARE_DDL_FILE)
            .run(target, shared);
      }
    }
    StatementPreparing.requireAtHome(target, schemas, "the prepared schemas");
    List<CatalogObject> made =
        ObjectCatalog.objects(target, schemas).stream().filter(o -> !before.contains(o)).toList();
    List<String> extensions = SourceExtensions.usedIn(target, schemas);
    SchemaPlan plan = SchemaPlan.made(List.of(), extensions, made);
    DefaultRights.takeFrom(target, schemas, plan.objects());
    target.runAll(ObjectOwnership.ofSchemas(layout, schemas));
    target.runAll(ObjectOwnership.ofObjects(layout, plan, Set.copyOf(plan.objects())));
    List<String> homes = SourceExtensions.homes(target, extensions, shared);
    layout.rolesOf(schemas).forEach(role -> roles.equip(target, role, extensions, homes));
    ReaderRights.grant(preparation, layout, schemas, plan.objects());
    DatabaseRight.grant(preparation, layout, schemas);
    target.run(TargetGate.FUNCTION);
    target.runAll(TargetGate.close(plan.tables(), layout.migration().name()));
    preparation.keep(PreparationItem.PREPARED, plan);
  }

  /** The tables that a source's opening opens: its own, and those that go with it. */
  public static List<TableName> tables(PreparationJournal preparation, SchemaPlan plan) {
    return Stream.concat(plan.tables().stream(), tables(preparation).stream()).toList();
  }

  private static List<TableName> tables(PreparationJournal preparation) {
    return preparation
        .read(PreparationItem.PREPARED, SchemaPlan.class)
        .map(SchemaPlan::tables)
        .orElse(List.of());
  }
}
