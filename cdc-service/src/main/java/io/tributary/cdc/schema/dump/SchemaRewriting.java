package io.tributary.cdc.schema.dump;

import io.tributary.cdc.schema.plan.CatalogObject;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Plans how the objects of a scratch database get from the source's schemas into the target's.
 * Objects are moved one by one, so that several schemas can go into one, a schema can be divided,
 * and extensions that cannot be moved stay where they are.
 */
public final class SchemaRewriting {
  private static final String ASIDE = "tributary_from_";

  private SchemaRewriting() {}

  /**
   * The steps aside: a schema that is renamed first cannot be in the way of one that is to have its
   * name.
   *
   * @param statements the renames
   * @param origins the schema's name afterwards to its name at the source
   */
  public record Aside(List<String> statements, Map<String, String> origins) {}

  /**
   * Plans the renames.
   *
   * @param fixed schemas that hold an extension which cannot be moved
   */
  public static Aside stepAside(SchemaLayout layout, Set<String> fixed) {
    List<String> statements = new ArrayList<>();
    Map<String, String> origins = new HashMap<>();
    for (String origin : layout.origins()) {
      String now = fixed.contains(origin) ? origin : ASIDE + origins.size();
      origins.put(now, origin);
      if (!now.equals(origin)) {
        statements.add(
            "ALTER SCHEMA " + Sql.identifier(origin) + " RENAME TO " + Sql.identifier(now));
      }
    }
    layout
        .destinations()
        .forEach(name -> statements.add("CREATE SCHEMA IF NOT EXISTS " + Sql.identifier(name)));
    return new Aside(statements, origins);
  }

  /**
   * Plans the moves of objects that are in the schemas of {@link Aside#origins}. What is named with
   * the types of its arguments goes before the types, whose own moves would change its name.
   */
  public static List<String> moves(
      SchemaLayout layout, Map<String, String> origins, List<CatalogObject> objects) {
    List<String> statements = new ArrayList<>();
    List<CatalogObject> argumentsFirst =
        objects.stream().sorted(Comparator.comparing(o -> !o.isNamedWithArguments())).toList();
    for (CatalogObject object : argumentsFirst) {
      String destination = layout.destination(origin(origins, object), object);
      if (!destination.equals(object.schema())) {
        statements.add(object.planned().moveTo(destination));
      }
    }
    return statements;
  }

  private static String origin(Map<String, String> origins, CatalogObject object) {
    return Objects.requireNonNull(origins.get(object.schema()), "objects are of these schemas");
  }

  /**
   * Where each named object went, for the texts of functions, which PostgreSQL does not rewrite.
   */
  static Map<TableName, String> destinations(
      SchemaLayout layout, Map<String, String> origins, List<CatalogObject> objects) {
    Map<TableName, String> found = new HashMap<>();
    for (CatalogObject object : objects) {
      String origin = origin(origins, object);
      found.put(new TableName(origin, object.name()), layout.destination(origin, object));
    }
    return found;
  }
}
