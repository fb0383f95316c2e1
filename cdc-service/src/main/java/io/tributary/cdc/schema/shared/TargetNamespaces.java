package io.tributary.cdc.schema.shared;

import io.tributary.cdc.schema.plan.CatalogObject;
import io.tributary.cdc.schema.plan.ObjectCatalog;
import io.tributary.cdc.schema.plan.PlannedObject;
import io.tributary.cdc.schema.plan.SchemaPlan;
import io.tributary.cdc.schema.right.DefaultRights;
import io.tributary.cdc.schema.state.PreparationItem;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.cdc.schema.state.SchemaError;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseSession;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The target's schemas: refused when they are somebody else's, made when they are missing. */
public final class TargetNamespaces {
  private static final int SHOWN = 10;

  private TargetNamespaces() {}

  /**
   * What is known of a target schema.
   *
   * @param created whether the migration made it
   * @param ownerBefore who owned it before, null when the migration made it
   * @param rightsBefore what others were allowed there before, each as the statement that gives it
   */
  public record Made(boolean created, @Nullable String ownerBefore, List<String> rightsBefore) {
    public Made {
      // What an earlier version kept has none.
      rightsBefore = rightsBefore == null ? List.of() : List.copyOf(rightsBefore);
    }
  }

  private static final String RIGHTS =
      """
      SELECT format('GRANT %s ON SCHEMA %I TO %s%s', string_agg(a.privilege_type, ', '), n.nspname,
                    CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                    CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
        FROM pg_catalog.pg_namespace n
       CROSS JOIN LATERAL aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) AS a
       WHERE n.nspname = ? AND a.grantee <> n.nspowner
       GROUP BY n.nspname, a.grantee, a.is_grantable ORDER BY 1\
      """;

  private static final String TAKEN =
      """
      SELECT EXISTS (SELECT FROM pg_catalog.pg_class c
                       JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                      WHERE n.nspname = ? AND c.relname = ?)
          OR EXISTS (SELECT FROM pg_catalog.pg_type t
                       JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
                      WHERE n.nspname = ? AND t.typname = ?)""";

  /** Whether the target has something under the name of a table that is to be made. */
  public static boolean taken(DatabaseSession target, TableName table) {
    return target.holds(TAKEN, table.schema(), table.name(), table.schema(), table.name());
  }

  public static String createIfMissing(String schema) {
    return "CREATE SCHEMA IF NOT EXISTS " + Sql.identifier(schema);
  }

  /** Refuses a schema that holds what no source of this migration has put there. */
  public static void requireRoom(
      PreparationJournal preparation, String schema, TargetSchema application) {
    if (application.allowNonEmpty()) {
      return;
    }
    List<CatalogObject> there = ObjectCatalog.objects(preparation.session(), List.of(schema));
    if (there.isEmpty()) {
      // As a rule; the plans of all sources hold their archives, and are not read for nothing.
      return;
    }
    Set<PlannedObject> ours = new HashSet<>();
    preparation
        .ofAllSources(PreparationItem.PLAN, SchemaPlan.class)
        .forEach(plan -> ours.addAll(plan.objects()));
    List<String> foreign =
        there.stream()
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
              + ". Drop or move these, choose another target schema, or set `allow-non-empty: true`"
              + " for it in the migration file.",
          Map.of("schema", schema, "objects", String.valueOf(foreign.size())));
    }
  }

  /** Refuses objects whose names are taken by something that this source did not make. */
  public static void requireFreeNames(DatabaseSession target, SchemaPlan plan) {
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
  public static Set<PlannedObject> present(DatabaseSession target, SchemaPlan plan) {
    Set<String> schemas =
        plan.objects().stream().map(PlannedObject::schema).collect(Collectors.toSet());
    Set<PlannedObject> there =
        ObjectCatalog.objects(target, schemas).stream()
            .map(CatalogObject::planned)
            .collect(Collectors.toSet());
    there.retainAll(Set.copyOf(plan.objects()));
    return there;
  }

  private static Made made(DatabaseSession target, String schema, Optional<String> owner) {
    return new Made(
        owner.isEmpty(), owner.orElse(null), target.list(RIGHTS, row -> row.getString(1), schema));
  }

  /** Makes a missing schema, and records in the same transaction that it was missing. */
  public static void ensure(PreparationJournal preparation, String schema) {
    DatabaseSession target = preparation.session();
    String item = PreparationItem.NAMESPACE + schema;
    target.inTransaction(
        () -> {
          if (preparation.has(item)) {
            return;
          }
          Optional<String> owner =
              target.first(
                  """
                  SELECT pg_catalog.pg_get_userbyid(nspowner)
                    FROM pg_catalog.pg_namespace WHERE nspname = ?\
                  """,
                  row -> row.getString(1),
                  schema);
          Optional<Made> known = preparation.ofAllSources(item, Made.class).stream().findFirst();
          preparation.keep(item, known.orElseGet(() -> made(target, schema, owner)));
          target.run(createIfMissing(schema));
          if (owner.isEmpty()) {
            DefaultRights.takeFromSchema(target, schema);
          }
        });
  }
}
