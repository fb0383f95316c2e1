package io.tributary.cdc.schema.plan;

import io.tributary.common.secret.SecretRef;
import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The login role of an application.
 *
 * @param name the role
 * @param password where its password is kept, empty to leave an existing role's as it is
 * @param schemas the schemas of the migration that it owns, in the order of its search path
 */
public record ApplicationRole(String name, Optional<SecretRef> password, List<String> schemas) {

  public String create(String verifier) {
    return "CREATE ROLE " + quoted() + " LOGIN PASSWORD " + Sql.literal(verifier);
  }

  public String changePassword(String verifier) {
    return "ALTER ROLE " + quoted() + " PASSWORD " + Sql.literal(verifier);
  }

  public String allowLogin() {
    return "ALTER ROLE " + quoted() + " LOGIN";
  }

  public String grantToOurselves() {
    return "GRANT " + quoted() + " TO CURRENT_USER";
  }

  /**
   * Connecting, finding its own tables first, and finding the extensions.
   *
   * @param closed schemas of extensions that it may not look into yet
   */
  public List<String> settings(
      String database, Collection<String> extensionSchemas, Collection<String> closed) {
    List<String> path = new ArrayList<>(schemas);
    extensionSchemas.stream().filter(schema -> !path.contains(schema)).forEach(path::add);
    List<String> statements = new ArrayList<>();
    statements.add("GRANT CONNECT ON DATABASE " + Sql.identifier(database) + " TO " + quoted());
    statements.add(
        "ALTER ROLE "
            + quoted()
            + " IN DATABASE "
            + Sql.identifier(database)
            + " SET search_path = "
            + path.stream().map(Sql::identifier).collect(Collectors.joining(", ")));
    closed.forEach(
        schema ->
            statements.add("GRANT USAGE ON SCHEMA " + Sql.identifier(schema) + " TO " + quoted()));
    return statements;
  }

  String quoted() {
    return Sql.identifier(name);
  }
}
