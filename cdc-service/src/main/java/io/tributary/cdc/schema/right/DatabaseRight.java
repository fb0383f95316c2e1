package io.tributary.cdc.schema.right;

import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.state.PreparationItem;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.cdc.schema.state.SchemaError;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.DatabaseCreate;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseSession;
import java.util.List;
import java.util.Map;

/**
 * CREATE on the target's database for the applications that the file allows it, and back again at
 * an abort. A role that had it before keeps it.
 */
public final class DatabaseRight {
  private static final String HAS =
      "SELECT pg_catalog.has_database_privilege(?, current_database(), 'CREATE')";

  private DatabaseRight() {}

  /** Grants it to the roles of schemas; in the transaction that closes their tables. */
  public static void grant(
      PreparationJournal preparation, SchemaLayout layout, List<String> schemas) {
    schemas.stream()
        .map(layout::application)
        .filter(schema -> schema.rights().databaseCreate() == DatabaseCreate.YES)
        .map(TargetSchema::role)
        .distinct()
        .forEach(role -> grant(preparation, role));
  }

  private static void grant(PreparationJournal preparation, String role) {
    DatabaseSession target = preparation.session();
    String item = PreparationItem.DATABASE_CREATE + role;
    boolean ours = !preparation.ofAllSources(item, Map.class).isEmpty();
    if (ours) {
      preparation.keep(item, Map.of());
    }
    if (target.holds(HAS, role)) {
      return;
    }
    preparation.keep(item, Map.of());
    target.run(statement("GRANT", "TO", target, role));
    // Whoever may not grant it gets a warning from PostgreSQL and no error.
    if (!target.holds(HAS, role)) {
      throw new TributaryException(
          SchemaError.RIGHTS,
          "The file says database-create: true for role "
              + role
              + ", but "
              + target.place().user()
              + " may not grant that right in "
              + target.place().display()
              + ". Let the database's owner run: `GRANT CREATE ON DATABASE "
              + Sql.identifier(target.place().database())
              + " TO "
              + Sql.identifier(target.place().user())
              + " WITH GRANT OPTION;`",
          Map.of("role", role, "database", target.place().display()));
    }
  }

  /** Takes back what this migration gave, unless another source's schemas still need it. */
  public static void takeBack(PreparationJournal preparation) {
    DatabaseSession target = preparation.session();
    List<String> roles =
        List.copyOf(preparation.below(PreparationItem.DATABASE_CREATE, Map.class).keySet());
    for (String role : roles) {
      String item = PreparationItem.DATABASE_CREATE + role;
      target.inTransaction(
          () -> {
            boolean there =
                target.holds(
                    "SELECT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = ?)", role);
            if (there && !preparation.sharedWithOthers(item)) {
              target.run(statement("REVOKE", "FROM", target, role));
            }
            preparation.forget(item);
          });
    }
  }

  private static String statement(
      String verb, String preposition, DatabaseSession target, String role) {
    return "%s CREATE ON DATABASE %s %s %s"
        .formatted(
            verb, Sql.identifier(target.place().database()), preposition, Sql.identifier(role));
  }
}
