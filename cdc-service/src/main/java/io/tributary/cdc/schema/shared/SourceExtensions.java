package io.tributary.cdc.schema.shared;

import io.tributary.cdc.schema.state.SchemaError;
import io.tributary.common.error.TributaryException;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Extensions of a source: made in a schema that all applications of the target share. */
public final class SourceExtensions {
  private SourceExtensions() {}

  /**
   * An installed extension.
   *
   * @param name its name
   * @param schema the schema it lives in
   * @param relocatable whether it can be moved to another
   */
  public record Installed(String name, String schema, boolean relocatable) {}

  /** In the order in which they were made, which is an order in which they can be made again. */
  public static List<Installed> installed(DatabaseSession session) {
    return session.list(
        """
        SELECT e.extname, n.nspname, e.extrelocatable FROM pg_catalog.pg_extension e
          JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
         WHERE e.extname <> 'plpgsql' ORDER BY e.oid\
        """,
        row -> new Installed(row.getString(1), row.getString(2), row.getBoolean(3)));
  }

  /** Creates what can be created, each where the source has it; answers the others and why. */
  public static Map<String, String> createWhereSourceHasThem(
      DatabaseSession scratch, List<Installed> wanted) {
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
  public static void moveToShared(
      DatabaseSession scratch, List<Installed> atTarget, String shared) {
    for (String name : installed(scratch).stream().map(Installed::name).toList()) {
      Installed extension =
          installed(scratch).stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow();
      String home = home(name, atTarget).orElse(shared);
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
                + ", or set target.extensions-schema to that.",
            Map.of("extension", extension.name(), "schema", extension.schema()));
      }
      move(scratch, extension, home);
    }
  }

  /**
   * The members of a trusted extension belong to the server's first superuser, whoever created it,
   * so PostgreSQL lets only superusers move it. What else was in its schema has been moved by now:
   * the schema can have the other one's name as well.
   */
  private static void move(DatabaseSession scratch, Installed extension, String home) {
    if (scratch.holds("SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user")) {
      scratch.run(createSchema(home));
      scratch.run(
          "ALTER EXTENSION "
              + Sql.identifier(extension.name())
              + " SET SCHEMA "
              + Sql.identifier(home));
      return;
    }
    scratch.run("DROP SCHEMA IF EXISTS " + Sql.identifier(home));
    scratch.run(
        "ALTER SCHEMA "
            + Sql.identifier(extension.schema())
            + " RENAME TO "
            + Sql.identifier(home));
  }

  /** Makes the missing ones at the target. */
  public static void ensure(DatabaseSession target, List<String> wanted, String shared) {
    List<Installed> there = installed(target);
    for (String name : wanted) {
      if (home(name, there).isEmpty()) {
        target.run(createSchema(shared));
        target.run(create(name, shared));
      }
    }
  }

  /** The schemas of the target that an application has to see for its extensions. */
  public static List<String> homes(DatabaseSession target, List<String> wanted, String shared) {
    List<String> homes = new ArrayList<>(List.of(shared));
    homesOf(target, wanted).stream().filter(home -> !homes.contains(home)).forEach(homes::add);
    return homes;
  }

  /** The schemas in which the target has extensions. */
  static List<String> homesOf(DatabaseSession target, List<String> wanted) {
    List<Installed> there = installed(target);
    return wanted.stream()
        .flatMap(name -> home(name, there).stream())
        .filter(schema -> !schema.equals("pg_catalog"))
        .distinct()
        .toList();
  }

  /** Extensions that the columns and indexes of schemas use. */
  public static List<String> usedIn(DatabaseSession target, List<String> schemas) {
    return target.list(
        """
        SELECT DISTINCT e.extname
          FROM pg_catalog.pg_class c
          JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND n.nspname = ANY (?)
          JOIN pg_catalog.pg_depend u ON u.classid = 'pg_class'::regclass AND u.objid = c.oid
          JOIN pg_catalog.pg_depend d
            ON d.classid = u.refclassid AND d.objid = u.refobjid AND d.deptype = 'e'
          JOIN pg_catalog.pg_extension e
            ON d.refclassid = 'pg_extension'::regclass AND e.oid = d.refobjid
         WHERE e.extname <> 'plpgsql' ORDER BY 1\
        """,
        row -> row.getString(1),
        (Object) schemas.toArray(String[]::new));
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
