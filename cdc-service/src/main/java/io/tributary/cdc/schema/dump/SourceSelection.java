package io.tributary.cdc.schema.dump;

import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.state.SchemaError;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Selects what pg_dump reads of a source: its mapped schemas without the tables that stay behind.
 */
public final class SourceSelection {
  private SourceSelection() {}

  static List<String> read(DatabaseSession source, SchemaLayout layout) {
    String[] origins = layout.origins().toArray(String[]::new);
    List<String> there =
        source.list(
            "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname = ANY(?)",
            row -> row.getString(1),
            (Object) origins);
    for (String origin : origins) {
      if (!there.contains(origin)) {
        throw new TributaryException(
            SchemaError.SOURCE_MISSING,
            "Source "
                + layout.source().name()
                + " has no schema "
                + origin
                + " at "
                + source.place().display()
                + ". Correct the mapping in the migration file.",
            Map.of("source", layout.source().name(), "schema", origin));
      }
    }
    List<TableName> tables =
        source.list(
            """
            SELECT n.nspname, c.relname FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND n.nspname = ANY(?)
               AND NOT EXISTS (
                     SELECT FROM pg_catalog.pg_depend d
                      WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                        AND d.deptype = 'e')
             ORDER BY 1, 2\
            """,
            row -> new TableName(row.getString(1), row.getString(2)),
            (Object) origins);
    return arguments(others(source, origins), layout, tables);
  }

  /**
   * The arguments; quoted names are taken literally, not as patterns. Schemas are excluded and not
   * included, because pg_dump leaves casts out as soon as schemas are named to it.
   */
  public static List<String> arguments(
      List<String> others, SchemaLayout layout, List<TableName> tables) {
    List<String> arguments = new ArrayList<>();
    others.forEach(other -> arguments.add("--exclude-schema=" + Sql.identifier(other)));
    tables.stream()
        .filter(table -> layout.source().targetOf(table).isEmpty())
        .forEach(table -> arguments.add("--exclude-table=" + Sql.table(table)));
    return arguments;
  }

  /** The schemas of a database but for some; those of the system are never dumped. */
  static List<String> others(DatabaseSession session, String[] schemas) {
    return session.list(
        """
        SELECT nspname FROM pg_catalog.pg_namespace
         WHERE nspname <> ALL(?) AND nspname !~ '^pg_' AND nspname <> 'information_schema'
         ORDER BY 1\
        """,
        row -> row.getString(1),
        (Object) schemas);
  }
}
