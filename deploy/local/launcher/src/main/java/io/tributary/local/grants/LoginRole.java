package io.tributary.local.grants;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.sql.Sql;

/** The role of a connection. */
final class LoginRole {
  private static final String MAKE =
      """
      BEGIN
        IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = %1$s AND rolsuper) THEN
          RAISE EXCEPTION 'Role %% is a superuser and needs no grants. Name another one as the user of the connection.', %1$s;
        ELSIF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = %1$s) THEN
          CREATE ROLE %2$s;
        END IF;
        ALTER ROLE %2$s LOGIN;
      END""";

  private LoginRole() {}

  /** Makes it where it is missing; its password is set by hand, so that no script holds it. */
  static void make(GrantScript script, DatabaseAddress place) {
    script.block(
        "The role that logs in. Its password is set in psql, and is in no script then: \\password "
            + place.user(),
        MAKE.formatted(Sql.literal(place.user()), Sql.identifier(place.user())));
  }
}
