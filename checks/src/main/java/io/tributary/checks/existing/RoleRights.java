package io.tributary.checks.existing;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.ddl.DdlTarget;
import io.tributary.common.json.Json;
import io.tributary.common.sql.Sql;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What an application's role lacks to use what is in a schema that it does not own.
 *
 * @param target an open transaction
 * @param role the application's, which may not be there yet
 */
public record RoleRights(DdlTarget target, String role) {
  private static final String LACKING =
      """
      WITH app AS (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = %1$s),
      seen AS (
        SELECT c.oid, c.relowner, c.relkind, n.nspname, c.relname, p.name AS privilege
          FROM pg_catalog.pg_class c
          JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
          JOIN (VALUES ('rp', 'SELECT'), ('rp', 'INSERT'), ('rp', 'UPDATE'), ('rp', 'DELETE'),
                       ('vmf', 'SELECT'), ('S', 'USAGE'), ('S', 'SELECT')) AS p (kinds, name)
            ON strpos(p.kinds, c.relkind::text) > 0
         WHERE n.nspname = %2$s),
      lacking AS (
        SELECT s.*, CASE WHEN s.relkind = 'S'
                 THEN CASE WHEN (SELECT oid FROM app) IS NULL
                        THEN pg_catalog.has_sequence_privilege('public', s.oid, s.privilege)
                        ELSE pg_catalog.has_sequence_privilege((SELECT oid FROM app), s.oid, s.privilege) END
                 ELSE CASE WHEN (SELECT oid FROM app) IS NULL
                        THEN pg_catalog.has_table_privilege('public', s.oid, s.privilege)
                        ELSE pg_catalog.has_table_privilege((SELECT oid FROM app), s.oid, s.privilege) END
                 END AS has
          FROM seen s)
      SELECT pg_catalog.jsonb_build_object(
               'oid', oid::bigint, 'sequence', relkind = 'S', 'schema', nspname, 'name', relname,
               'owner', pg_catalog.pg_get_userbyid(relowner),
               'grantable', pg_catalog.pg_has_role(relowner, 'USAGE'),
               'privileges', string_agg(privilege, ', ' ORDER BY privilege))::text
        FROM lacking WHERE NOT has
       GROUP BY oid, relkind, nspname, relname, relowner ORDER BY relname""";

  /**
   * Rights on one relation.
   *
   * @param oid of the relation
   * @param object such as {@code TABLE "app"."item"}
   * @param privileges with commas between them
   * @param owner who can give them
   * @param grantable whether the migration's role may act as the owner
   */
  public record Lacking(
      long oid, String object, String privileges, String owner, boolean grantable) {

    /** Gives them to a role. */
    public String grant(String to) {
      return "GRANT " + privileges + " ON " + object + " TO " + Sql.identifier(to);
    }

    /** Takes them back. */
    public String revoke(String from) {
      return "REVOKE " + privileges + " ON " + object + " FROM " + Sql.identifier(from);
    }
  }

  /** What it lacks in a schema, by relation. */
  public List<Lacking> lacking(String schema) {
    List<Lacking> found = new ArrayList<>();
    for (String text : target.texts(LACKING.formatted(Sql.literal(role), Sql.literal(schema)))) {
      JsonNode json = Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
      String kind = json.get("sequence").asBoolean() ? "SEQUENCE " : "TABLE ";
      found.add(
          new Lacking(
              json.get("oid").asLong(),
              kind
                  + Sql.identifier(json.get("schema").asText())
                  + "."
                  + Sql.identifier(json.get("name").asText()),
              json.get("privileges").asText(),
              json.get("owner").asText(),
              json.get("grantable").asBoolean()));
    }
    return found;
  }
}
