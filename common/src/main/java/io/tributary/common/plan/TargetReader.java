package io.tributary.common.plan;

import io.tributary.common.secret.SecretRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Reads the target and its schemas. */
final class TargetReader {
  private TargetReader() {}

  static Target read(Value value) {
    Fields fields = value.fields(Section.TARGET);
    Connection connection = fields.get("connection").map(ConnectionReader::read).orElse(null);
    String extensions = fields.text("extensions-schema", "public");
    fields.get("extensions-schema").ifPresent(v -> Names.checkIdentifier(v, extensions));
    Map<String, TargetSchema> schemas = new LinkedHashMap<>();
    fields
        .entries("schemas")
        .forEach((name, schema) -> schemas.put(name, schema(name, schema, connection)));
    fields
        .get("schemas")
        .filter(v -> schemas.isEmpty())
        .ifPresent(v -> v.problem(PlanError.BAD_VALUE, "List at least one schema."));
    checkRoles(value, schemas);
    return new Target(connection, extensions, schemas);
  }

  private static TargetSchema schema(String name, Value value, Connection connection) {
    Names.checkTargetSchema(value, name);
    Fields fields = value.fields(Section.TARGET_SCHEMA);
    String role = fields.text("role");
    fields.get("role").ifPresent(v -> checkRole(v, role, connection));
    SecretRef password = fields.get("password").map(ConnectionReader::secret).orElse(null);
    return new TargetSchema(role, password, fields.flag("allow-non-empty"));
  }

  private static void checkRole(Value value, String role, Connection connection) {
    Names.checkIdentifier(value, role);
    if (role.startsWith("pg_")) {
      value.problem(PlanError.BAD_NAME, "Roles that begin with pg_ are reserved by PostgreSQL.");
    }
    if (connection != null && role.equals(connection.user()) && !role.isEmpty()) {
      value.problem(
          PlanError.BAD_VALUE,
          "The application needs a role of its own, not the one that the migration logs in with,"
              + " which may do everything in the target.");
    }
  }

  /** One role may own several schemas; then at most one password may be given for it. */
  private static void checkRoles(Value value, Map<String, TargetSchema> schemas) {
    Map<String, SecretRef> passwords = new LinkedHashMap<>();
    schemas.forEach(
        (name, schema) -> {
          SecretRef other = passwords.putIfAbsent(schema.role(), schema.password());
          if (other == null) {
            passwords.put(schema.role(), schema.password());
          } else if (schema.password() != null && !Objects.equals(other, schema.password())) {
            value
                .report()
                .problem(
                    PlanError.ROLE_CONFLICT,
                    value.path() + ".schemas." + name + ".password",
                    "Role \""
                        + schema.role()
                        + "\" has its password in another place already ("
                        + other.display()
                        + "); give it once.");
          }
        });
  }
}
