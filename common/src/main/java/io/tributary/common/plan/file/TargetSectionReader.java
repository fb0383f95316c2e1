package io.tributary.common.plan.file;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.plan.DatabaseCreate;
import io.tributary.common.plan.MigrationTarget;
import io.tributary.common.plan.PreparedSchema;
import io.tributary.common.plan.SchemaRights;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.secret.SecretRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads the target and its schemas. */
final class TargetSectionReader {
  private TargetSectionReader() {}

  static MigrationTarget read(FileValue value) {
    SectionFields fields = value.fields(SectionKeys.TARGET);
    DatabaseAddress connection =
        fields.get("connection").map(AddressReader::read).orElse(DatabaseAddress.UNSAID);
    String extensions = fields.text("extensions-schema", "public");
    fields.get("extensions-schema").ifPresent(v -> NameRules.checkIdentifier(v, extensions));
    Map<String, TargetSchema> schemas = new LinkedHashMap<>();
    fields
        .entries("schemas")
        .forEach((name, schema) -> schemas.put(name, schema(name, schema, connection)));
    fields
        .get("schemas")
        .filter(v -> schemas.isEmpty())
        .ifPresent(v -> v.problem(PlanError.BAD_VALUE, "List at least one schema."));
    checkRoles(value, schemas);
    return new MigrationTarget(connection, extensions, schemas);
  }

  private static TargetSchema schema(String name, FileValue value, DatabaseAddress connection) {
    NameRules.checkTargetSchema(value, name);
    SectionFields fields = value.fields(SectionKeys.TARGET_SCHEMA);
    String role = fields.text("role");
    fields.get("role").ifPresent(v -> checkRole(v, role, connection));
    @Nullable SecretRef password =
        fields.get("password").flatMap(AddressReader::secret).orElse(null);
    return new TargetSchema(
        role,
        password,
        fields.flag("allow-non-empty"),
        rights(fields),
        fields.get("prepare").map(TargetSectionReader::prepared).orElse(null));
  }

  private static void checkRole(FileValue value, String role, DatabaseAddress connection) {
    NameRules.checkIdentifier(value, role);
    if (role.startsWith("pg_")) {
      value.problem(PlanError.BAD_NAME, "Roles that begin with pg_ are reserved by PostgreSQL.");
    }
    if (role.equals(connection.user()) && !role.isEmpty()) {
      value.problem(
          PlanError.BAD_VALUE,
          "The application needs a role of its own, not the one that the migration logs in with,"
              + " which may do everything in the target.");
    }
  }

  /** One role may own several schemas; then at most one password may be given for it. */
  private static void checkRoles(FileValue value, Map<String, TargetSchema> schemas) {
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

  private static SchemaRights rights(SectionFields fields) {
    fields.list("readers").forEach(reader -> NameRules.checkIdentifier(reader, reader.text()));
    return new SchemaRights(
        fields
            .get("database-create")
            .map(value -> value.flag() ? DatabaseCreate.YES : DatabaseCreate.NO)
            .orElse(DatabaseCreate.UNSAID),
        fields.texts("readers"),
        fields.accepted("functions-unverified"));
  }

  /** {@code true}, or the path of a DDL file. */
  private static PreparedSchema prepared(FileValue value) {
    if (value.node() instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
      if (!value.flag()) {
        value.problem(
            PlanError.BAD_VALUE,
            "Leave \"prepare\" out where nothing is prepared; it is true or the path of a DDL"
                + " file.");
      }
      return PreparedSchema.EMPTY;
    }
    String path = value.text();
    NameRules.checkAbsolutePath(value, path);
    return new PreparedSchema(path);
  }
}
