package io.tributary.cdc.schema;

import io.tributary.cdc.schema.dump.ScratchDatabase;
import io.tributary.cdc.schema.existing.ExistingTableRelease;
import io.tributary.cdc.schema.plan.JoiningPlan;
import io.tributary.cdc.schema.plan.PlannedObject;
import io.tributary.cdc.schema.plan.SchemaPlan;
import io.tributary.cdc.schema.right.DatabaseRight;
import io.tributary.cdc.schema.right.ReaderRights;
import io.tributary.cdc.schema.shared.ApplicationRoles;
import io.tributary.cdc.schema.shared.RoleAlteration;
import io.tributary.cdc.schema.shared.TargetNamespaces;
import io.tributary.cdc.schema.state.PreparationItem;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.cdc.schema.state.SchemaError;
import io.tributary.common.error.TributaryException;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseSession;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Removes from the target what was made for one source, and keeps what other sources use.
 *
 * @param closing takes out what else keeps the tables closed, in the transaction that drops them
 */
record SchemaRemoval(Consumer<DatabaseSession> closing) {
  private static final Logger LOG = Logger.getLogger(SchemaRemoval.class);

  void run(PreparationJournal preparation) {
    if (preparation.has(PreparationItem.OPENED)) {
      throw new TributaryException(
          SchemaError.ALREADY_OPEN,
          "The target of "
              + preparation.stream()
              + " is open to its application and may hold writes that are nowhere else; it is not"
              + " removed. Drop its schemas yourself if you are sure.",
          Map.of("stream", preparation.stream().toString()));
    }
    DatabaseSession target = preparation.session();
    ScratchDatabase.dropLeftovers(preparation);
    ExistingTableRelease.all(preparation);
    List<String> ofPlan =
        List.of(
            PreparationItem.PLAN,
            PreparationItem.CLOSED,
            PreparationItem.TRIGGERS,
            PreparationItem.FINISHED);
    preparation
        .read(PreparationItem.PLAN, SchemaPlan.class)
        .ifPresent(plan -> dropObjects(preparation, plan, ofPlan));
    preparation
        .read(PreparationItem.JOINING, JoiningPlan.class)
        .ifPresent(
            joining -> dropObjects(preparation, joining.plan(), List.of(PreparationItem.JOINING)));
    preparation.forget(PreparationItem.JOINED);
    preparation
        .read(PreparationItem.PREPARED, SchemaPlan.class)
        .ifPresent(plan -> dropObjects(preparation, plan, List.of(PreparationItem.PREPARED)));
    ReaderRights.takeBack(preparation);
    preparation
        .below(PreparationItem.NAMESPACE, TargetNamespaces.Made.class)
        .forEach((schema, made) -> dropSchema(preparation, schema, made));
    DatabaseRight.takeBack(preparation);
    preparation
        .below(PreparationItem.ROLE, ApplicationRoles.Made.class)
        .forEach((role, made) -> dropRole(preparation, role, made));
    preparation.forget(PreparationItem.RESTARTED);
    target.run(
        "DELETE FROM tributary.table_shape WHERE migration = ? AND source = ?",
        preparation.stream().migration(),
        preparation.stream().source());
    for (String kept :
        List.of("copy_offer", "copy_chunk", "table_restart", "held_change", "range_offer")) {
      target.run(
          "DELETE FROM tributary." + kept + " WHERE migration = ? AND source = ?",
          preparation.stream().migration(),
          preparation.stream().source());
    }
    target.run(
        "DELETE FROM tributary.change_count WHERE migration = ? AND source IN (?, ?)",
        preparation.stream().migration(),
        preparation.stream().source(),
        preparation.stream().opposite().source());
    target.run(
        "DELETE FROM tributary.ledger WHERE migration = ? AND source = ?",
        preparation.stream().migration(),
        preparation.stream().source());
    target.run(
        "DELETE FROM tributary.checkpoint WHERE migration = ? AND source = ?",
        preparation.stream().migration(),
        preparation.stream().source());
  }

  private void dropObjects(PreparationJournal preparation, SchemaPlan plan, List<String> items) {
    DatabaseSession target = preparation.session();
    target.inTransaction(
        () -> {
          target.runAll(
              TargetNamespaces.present(target, plan).stream()
                  .filter(object -> !object.dropsWithAnother())
                  .map(PlannedObject::drop)
                  .toList());
          closing.accept(target);
          items.forEach(preparation::forget);
        });
  }

  private static void dropSchema(
      PreparationJournal preparation, String schema, TargetNamespaces.Made made) {
    DatabaseSession target = preparation.session();
    String item = PreparationItem.NAMESPACE + schema;
    target.inTransaction(
        () -> {
          if (!preparation.sharedWithOthers(item)) {
            target.run(
                made.created()
                    ? "DROP SCHEMA IF EXISTS " + Sql.identifier(schema) + " CASCADE"
                    : "ALTER SCHEMA "
                        + Sql.identifier(schema)
                        + " OWNER TO "
                        + Sql.identifier(
                            Objects.requireNonNull(
                                made.ownerBefore(), "a schema that was there had an owner")));
            // The role may have had rights of its own, which went with the owner's.
            target.runAll(made.rightsBefore());
          }
          preparation.forget(item);
        });
  }

  private static void dropRole(
      PreparationJournal preparation, String role, ApplicationRoles.Made made) {
    DatabaseSession target = preparation.session();
    String item = PreparationItem.ROLE + role;
    if (!preparation.sharedWithOthers(item)) {
      if (made.created() && ownsNothing(target, role)) {
        target.inTransaction(
            () -> {
              target.run("DROP OWNED BY " + Sql.identifier(role));
              target.run("DROP ROLE " + Sql.identifier(role));
              preparation.forget(item);
            });
        return;
      }
      if (made.created()) {
        LOG.warnf("role kept, it owns other objects: role=%s", role);
      }
      RoleAlteration.run(
          target, role, searchPathBefore(target.place().database(), role, made.searchPathBefore()));
    }
    preparation.forget(item);
  }

  /** A stored search_path is a list of quoted names already. */
  private static String searchPathBefore(String database, String role, @Nullable String before) {
    return "ALTER ROLE "
        + Sql.identifier(role)
        + " IN DATABASE "
        + Sql.identifier(database)
        + (before == null ? " RESET search_path" : " SET search_path = " + before);
  }

  private static boolean ownsNothing(DatabaseSession target, String role) {
    return target.holds(
        """
        SELECT NOT EXISTS (
          SELECT FROM pg_catalog.pg_shdepend d JOIN pg_catalog.pg_roles r ON r.oid = d.refobjid
           WHERE d.refclassid = 'pg_authid'::regclass AND r.rolname = ? AND d.deptype = 'o')
          AND EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = ?)\
        """,
        role,
        role);
  }
}
