package io.tributary.cdc.schema.shared;

import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseSession;

/**
 * Changes of an application's role that the role itself may make: its password and its search_path.
 * Before PostgreSQL 16 a role with CREATEROLE can become every other one that is no superuser, so
 * the session's role does without where the applications' roles are there.
 */
public final class RoleAlteration {
  private static final String MAY_ALTER_OTHERS =
      """
      SELECT rolsuper OR rolcreaterole FROM pg_catalog.pg_roles WHERE rolname = current_user\
      """;

  private RoleAlteration() {}

  /** Runs an ALTER ROLE: as that role, whose member it is, where the session's own may not. */
  public static void run(DatabaseSession target, String role, String statement) {
    target.run(
        target.holds(MAY_ALTER_OTHERS)
            ? statement
            : "SET ROLE %s; %s; RESET ROLE".formatted(Sql.identifier(role), statement));
  }
}
