package io.tributary.cdc.schema.plan;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A top-level object of a schema: one that is moved, owned and dropped by itself.
 *
 * @param oid its identifier in the database it was read from
 * @param type as PostgreSQL names it, such as {@code table} or {@code function}
 * @param schema the schema it is in
 * @param name its plain name, without arguments
 * @param identity its quoted, qualified name, with arguments where it has some
 * @param relation the letter of {@code pg_class.relkind}, {@code multirange} for such a type, empty
 *     for other objects
 * @param host for a statistics object the name of its table, empty for others
 */
public record CatalogObject(
    long oid,
    String type,
    String schema,
    String name,
    String identity,
    String relation,
    String host) {
  private static final Set<String> WITH_ARGUMENTS =
      Set.of("function", "procedure", "aggregate", "operator");

  /** AGGREGATE would want a star in the place of no arguments, ROUTINE takes the identity. */
  private static final Map<String, String> KEYWORDS =
      Map.of("statistics object", "STATISTICS", "aggregate", "ROUTINE");

  /** Whether it holds rows that are moved. */
  public boolean isTable() {
    return relation.equals("r") || relation.equals("p");
  }

  /** Whether it is a materialized view. */
  public boolean isMaterializedView() {
    return relation.equals("m");
  }

  /** Whether the mapping's table patterns speak of it. */
  boolean isNamedLikeTables() {
    return isTable() || isMaterializedView() || relation.equals("v") || relation.equals("f");
  }

  /** Whether its identity names the types of its arguments. */
  public boolean isNamedWithArguments() {
    return WITH_ARGUMENTS.contains(type);
  }

  public PlannedObject planned() {
    String keyword = KEYWORDS.getOrDefault(type, type.toUpperCase(Locale.ROOT));
    return new PlannedObject(keyword, identity, schema, relation.equals("multirange"));
  }
}
