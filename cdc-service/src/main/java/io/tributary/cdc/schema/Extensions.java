package io.tributary.cdc.schema;

import io.tributary.common.error.TributaryException;
import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Extensions of a source: made in a schema that all applications of the target share. */
final class Extensions {
  private Extensions() {}

  /**
   * An installed extension.
   *
   * @param name its name
   * @param schema the schema it lives in
   * @param relocatable whether it can be moved to another
   */
  record Installed(String name, String schema, boolean relocatable) {}

  /** In the order in which they were made, which is an order in which they can be made again. */
  static List<Installed> installed(Session session) {
    return session.list(
        """
        SELECT e.extname, n.nspname, e.extrelocatable FROM pg_catalog.pg_extension e
          JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
         WHERE e.extname <> 'plpgsql' ORDER BY e.oid""",
        row -> new Installed(row.getString(1), row.getString(2), row.getBoolean(3)));
  }

  /** Creates what can be created, each where the source has it; answers the others and why. */
  static Map<String, String> createWhereSourceHasThem(Session scratch, List<Installed> wanted) {
    Map<String, String> refused = new TreeMap<>();
    for (Installed extension : wanted) {
      try {
        scratch.run(createSchema(extension.schema()));
        scratch.run(create(extension.name(), extension.schema()));
      } catch (TributaryException e) {
        refused.put(extension.name(), e.getMessage());
      }
    }
    return refused;
  }

  /** Moves them to where the target has them, or will have them. */
  static void moveToShared(Session scratch, List<Installed> atTarget, String shared) {
    for (Installed extension : installed(scratch)) {
      String home = home(extension.name(), atTarget).orElse(shared);
      if (extension.schema().equals(home)) {
        continue;
      }
      if (!extension.relocatable()) {
        throw new TributaryException(
            SchemaError.EXTENSION_FIXED,
            "Extension "
                + extension.name()
                + " cannot be moved from schema "
                + extension.schema()
                + " to "
                + home
                + ". Create it at the target in schema "
                + extension.schema()
                + ", or set target.extensionsSchema to that.",
            Map.of("extension", extension.name(), "schema", extension.schema()));
      }
      scratch.run(createSchema(home));
      scratch.run(
          "ALTER EXTENSION "
              + Sql.identifier(extension.name())
              + " SET SCHEMA "
              + Sql.identifier(home));
    }
  }

  /** Makes the missing ones at the target. */
  static void ensure(Session target, List<String> wanted, String shared) {
    List<Installed> there = installed(target);
    for (String name : wanted) {
      if (home(name, there).isEmpty()) {
        target.run(createSchema(shared));
        target.run(create(name, shared));
      }
    }
  }

  /** The schemas of the target that an application has to see for its extensions. */
  static List<String> homes(Session target, List<String> wanted, String shared) {
    List<Installed> there = installed(target);
    List<String> homes = new ArrayList<>(List.of(shared));
    wanted.stream()
        .flatMap(name -> home(name, there).stream())
        .filter(schema -> !homes.contains(schema) && !schema.equals("pg_catalog"))
        .forEach(homes::add);
    return homes;
  }

  private static Optional<String> home(String name, List<Installed> there) {
    return there.stream().filter(e -> e.name().equals(name)).map(Installed::schema).findFirst();
  }

  private static String createSchema(String schema) {
    return schema.startsWith("pg_")
        ? "SELECT 1"
        : "CREATE SCHEMA IF NOT EXISTS " + Sql.identifier(schema);
  }

  private static String create(String name, String schema) {
    return "CREATE EXTENSION IF NOT EXISTS "
        + Sql.identifier(name)
        + " WITH SCHEMA "
        + Sql.identifier(schema)
        + " CASCADE";
  }
}
