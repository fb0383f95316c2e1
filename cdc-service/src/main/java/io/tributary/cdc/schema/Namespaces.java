package io.tributary.cdc.schema;

import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.sql.Sql;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The target's schemas: refused when they are somebody else's, made when they are missing. */
final class Namespaces {
  private static final int SHOWN = 10;

  private Namespaces() {}

  /**
   * What is known of a target schema.
   *
   * @param created whether the migration made it
   * @param ownerBefore who owned it before, null when the migration made it
   */
  record Made(boolean created, String ownerBefore) {}

  static String createIfMissing(String schema) {
    return "CREATE SCHEMA IF NOT EXISTS " + Sql.identifier(schema);
  }

  /** Refuses a schema that holds what no source of this migration has put there. */
  static void requireRoom(Preparation preparation, String schema, TargetSchema application) {
    if (application.allowNonEmpty()) {
      return;
    }
    Set<PlannedObject> ours = new HashSet<>();
    preparation
        .ofAllSources(Item.PLAN, SchemaPlan.class)
        .forEach(plan -> ours.addAll(plan.objects()));
    List<String> foreign =
        ObjectCatalog.objects(preparation.session(), List.of(schema)).stream()
            .map(CatalogObject::planned)
            .filter(object -> !ours.contains(object))
            .map(PlannedObject::display)
            .toList();
    if (!foreign.isEmpty()) {
      String shown = foreign.stream().limit(SHOWN).collect(Collectors.joining(", "));
      String more = foreign.size() > SHOWN ? " and " + (foreign.size() - SHOWN) + " more" : "";
      throw new TributaryException(
          SchemaError.NOT_EMPTY,
          "The target schema "
              + schema
              + " is not empty: it holds "
              + shown
              + more
              + ". Drop or move these, choose another target schema, or set allowNonEmpty for it in"
              + " the migration file.",
          Map.of("schema", schema, "objects", String.valueOf(foreign.size())));
    }
  }

  /** Refuses objects whose names are taken by something that this source did not make. */
  static void requireFreeNames(Session target, SchemaPlan plan) {
    Set<PlannedObject> there = present(target, plan);
    if (!there.isEmpty()) {
      throw new TributaryException(
          SchemaError.COLLISION,
          "The target has objects of these names already: "
              + there.stream()
                  .limit(SHOWN)
                  .map(PlannedObject::display)
                  .collect(Collectors.joining(", "))
              + ". Drop them, map the source to another schema, or exclude the tables.",
          Map.of("objects", String.valueOf(there.size())));
    }
  }

  /** The plan's objects that the target has. */
  static Set<PlannedObject> present(Session target, SchemaPlan plan) {
    Set<String> schemas =
        plan.objects().stream().map(PlannedObject::schema).collect(Collectors.toSet());
    Set<PlannedObject> there =
        ObjectCatalog.objects(target, schemas).stream()
            .map(CatalogObject::planned)
            .collect(Collectors.toSet());
    there.retainAll(Set.copyOf(plan.objects()));
    return there;
  }

  /** Makes a missing schema, and records in the same transaction that it was missing. */
  static void ensure(Preparation preparation, String schema) {
    Session target = preparation.session();
    String item = Item.NAMESPACE + schema;
    target.inTransaction(
        () -> {
          if (preparation.has(item)) {
            return;
          }
          Optional<String> owner =
              target.first(
                  """
                  SELECT pg_catalog.pg_get_userbyid(nspowner)
                    FROM pg_catalog.pg_namespace WHERE nspname = ?""",
                  row -> row.getString(1),
                  schema);
          Optional<Made> known = preparation.ofAllSources(item, Made.class).stream().findFirst();
          preparation.keep(
              item, known.orElseGet(() -> new Made(owner.isEmpty(), owner.orElse(null))));
          target.run(createIfMissing(schema));
        });
  }
}
