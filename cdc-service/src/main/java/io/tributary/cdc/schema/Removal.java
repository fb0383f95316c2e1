package io.tributary.cdc.schema;

import io.tributary.common.error.TributaryException;
import io.tributary.common.sql.Sql;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Takes back what was made for one source; what others use stays. */
final class Removal {
  private static final Logger LOG = Logger.getLogger(Removal.class);

  void run(Preparation preparation) {
    if (preparation.has(Item.OPENED)) {
      throw new TributaryException(
          SchemaError.ALREADY_OPEN,
          "The target of "
              + preparation.stream()
              + " is open to its application and may hold writes that are nowhere else; it is not"
              + " removed. Drop its schemas yourself if you are sure.",
          Map.of("stream", preparation.stream().toString()));
    }
    Session target = preparation.session();
    ScratchDatabase.dropLeftovers(preparation);
    preparation.read(Item.PLAN, SchemaPlan.class).ifPresent(plan -> dropObjects(preparation, plan));
    preparation
        .below(Item.NAMESPACE, Namespaces.Made.class)
        .forEach((schema, made) -> dropSchema(preparation, schema, made));
    preparation
        .below(Item.ROLE, Roles.Made.class)
        .forEach((role, made) -> dropRole(preparation, role, made));
    target.run(
        "DELETE FROM tributary.table_shape WHERE migration = ? AND source = ?",
        preparation.stream().migration(),
        preparation.stream().source());
    target.run(
        "DELETE FROM tributary.copy_chunk WHERE migration = ? AND source = ?",
        preparation.stream().migration(),
        preparation.stream().source());
    target.run(
        "DELETE FROM tributary.checkpoint WHERE migration = ? AND source = ?",
        preparation.stream().migration(),
        preparation.stream().source());
  }

  private static void dropObjects(Preparation preparation, SchemaPlan plan) {
    Session target = preparation.session();
    target.inTransaction(
        () -> {
          target.runAll(
              Namespaces.present(target, plan).stream()
                  .filter(object -> !object.dropsWithAnother())
                  .map(PlannedObject::drop)
                  .toList());
          List.of(Item.PLAN, Item.CLOSED, Item.TRIGGERS, Item.FINISHED)
              .forEach(preparation::forget);
        });
  }

  private static void dropSchema(Preparation preparation, String schema, Namespaces.Made made) {
    Session target = preparation.session();
    String item = Item.NAMESPACE + schema;
    target.inTransaction(
        () -> {
          if (!preparation.sharedWithOthers(item)) {
            target.run(
                made.created()
                    ? "DROP SCHEMA IF EXISTS " + Sql.identifier(schema) + " CASCADE"
                    : "ALTER SCHEMA "
                        + Sql.identifier(schema)
                        + " OWNER TO "
                        + Sql.identifier(made.ownerBefore()));
          }
          preparation.forget(item);
        });
  }

  private static void dropRole(Preparation preparation, String role, Roles.Made made) {
    Session target = preparation.session();
    String item = Item.ROLE + role;
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
      target.run(searchPathBefore(target.place().database(), role, made.searchPathBefore()));
    }
    preparation.forget(item);
  }

  /** A stored search_path is a list of quoted names already. */
  private static String searchPathBefore(String database, String role, String before) {
    return "ALTER ROLE "
        + Sql.identifier(role)
        + " IN DATABASE "
        + Sql.identifier(database)
        + (before == null ? " RESET search_path" : " SET search_path = " + before);
  }

  private static boolean ownsNothing(Session target, String role) {
    return target.holds(
        """
        SELECT NOT EXISTS (
          SELECT FROM pg_catalog.pg_shdepend d JOIN pg_catalog.pg_roles r ON r.oid = d.refobjid
           WHERE d.refclassid = 'pg_authid'::regclass AND r.rolname = ? AND d.deptype = 'o')
          AND EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = ?)""",
        role,
        role);
  }
}
