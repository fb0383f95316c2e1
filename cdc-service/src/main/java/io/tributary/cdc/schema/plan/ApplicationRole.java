package io.tributary.cdc.schema.plan;

import io.tributary.common.secret.SecretRef;
import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
   * Connecting, and finding the extensions.
   *
   * @param closed schemas of extensions that it may not look into yet
   */
  public List<String> rights(String database, Collection<String> closed) {
    List<String> statements = new ArrayList<>();
    statements.add("GRANT CONNECT ON DATABASE " + Sql.identifier(database) + " TO " + quoted());
    closed.forEach(
        schema ->
            statements.add("GRANT USAGE ON SCHEMA " + Sql.identifier(schema) + " TO " + quoted()));
    return statements;
  }

  /** Finding its own tables first, and then those of the extensions. */
  public String searchPath(String database, Collection<String> extensionSchemas) {
    String path =
        Stream.concat(schemas.stream(), extensionSchemas.stream())
            .distinct()
            .map(Sql::identifier)
            .collect(Collectors.joining(", "));
    return "ALTER ROLE %s IN DATABASE %s SET search_path = %s"
        .formatted(quoted(), Sql.identifier(database), path);
  }

  String quoted() {
    return Sql.identifier(name);
  }
}
