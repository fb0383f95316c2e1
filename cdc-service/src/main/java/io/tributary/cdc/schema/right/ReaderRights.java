package io.tributary.cdc.schema.right;

import io.tributary.cdc.schema.plan.PlannedObject;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.state.PreparationItem;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseSession;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Grants the rights of readers: roles besides the application's that the file lets read a schema.
 */
public final class ReaderRights {
  private static final Set<String> READABLE = Set.of("TABLE", "VIEW", "MATERIALIZED VIEW");
  private static final String MAY_ENTER = "SELECT pg_catalog.has_schema_privilege(?, ?, 'USAGE')";

  private ReaderRights() {}

  /**
   * A right that has to be taken back from a schema that stays.
   *
   * @param schema the schema
   * @param role who may look into it
   */
  record Entrance(String schema, String role) {}

  /** Lets them in and read the tables and views among the objects, which have their owner. */
  public static void grant(
      PreparationJournal preparation,
      SchemaLayout layout,
      Collection<String> schemas,
      Collection<PlannedObject> objects) {
    DatabaseSession target = preparation.session();
    for (String schema : schemas) {
      for (String role : layout.application(schema).rights().readers()) {
        if (!target.holds(MAY_ENTER, role, schema)) {
          preparation.keep(
              PreparationItem.READER + schema + "/" + role, new Entrance(schema, role));
          target.run(
              "GRANT USAGE ON SCHEMA " + Sql.identifier(schema) + " TO " + Sql.identifier(role));
        }
        target.runAll(
            objects.stream()
                .filter(object -> object.schema().equals(schema))
                .filter(object -> READABLE.contains(object.keyword()))
                .map(object -> select(object.identity(), role))
                .toList());
      }
    }
  }

  /** For one table that joins later. */
  public static List<String> ofTable(SchemaLayout layout, String schema, String table) {
    return layout.application(schema).rights().readers().stream()
        .map(role -> select(table, role))
        .toList();
  }

  /** Closes the schemas again that were let in to. */
  public static void takeBack(PreparationJournal preparation) {
    DatabaseSession target = preparation.session();
    preparation
        .below(PreparationItem.READER, Entrance.class)
        .forEach(
            (item, entrance) ->
                target.inTransaction(
                    () -> {
                      if (target.holds(
                          "SELECT to_regnamespace(quote_ident(?)) IS NOT NULL AND"
                              + " to_regrole(quote_ident(?)) IS NOT NULL",
                          entrance.schema(),
                          entrance.role())) {
                        target.run(
                            "REVOKE USAGE ON SCHEMA "
                                + Sql.identifier(entrance.schema())
                                + " FROM "
                                + Sql.identifier(entrance.role()));
                      }
                      preparation.forget(PreparationItem.READER + item);
                    }));
  }

  private static String select(String table, String role) {
    return "GRANT SELECT ON TABLE " + table + " TO " + Sql.identifier(role);
  }
}
