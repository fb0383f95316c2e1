package io.tributary.common.plan.file;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What names in a migration file may look like. */
final class NameRules {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final int IDENTIFIER_BYTES = 63;

  private NameRules() {}

  /** Names of migrations and sources end up in topic, slot and connector names. */
  static void checkLabel(FileValue value, String name, int max) {
    if (!name.isEmpty() && (name.length() > max || !LABEL.matcher(name).matches())) {
      value.problem(
          PlanError.BAD_NAME,
          "\""
              + name
              + "\" must be lower-case letters, digits and dashes between them, at most "
              + max
              + " in all.");
    }
  }

  /** Schemas, tables, roles and databases. */
  static void checkIdentifier(FileValue value, String name) {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > IDENTIFIER_BYTES || name.indexOf('\0') >= 0) {
      value.problem(
          PlanError.BAD_NAME,
          "A name in PostgreSQL has at most 63 bytes; this one has " + bytes + ".");
    }
  }

  /** Schemas that the migration creates and fills. */
  static void checkTargetSchema(FileValue value, String name) {
    checkIdentifier(value, name);
    if (name.isEmpty()
        || name.startsWith("pg_")
        || name.equals("information_schema")
        || name.equals("tributary")) {
      value.problem(
          PlanError.BAD_NAME,
          "\"" + name + "\" is reserved (by PostgreSQL or Tributary); choose another schema.");
    }
  }

  static void checkVariable(FileValue value, String name) {
    if (!VARIABLE.matcher(name).matches()) {
      value.problem(
          PlanError.BAD_NAME,
          "\"" + name + "\" is not the name of an environment variable (letters, digits, _).");
    }
  }

  static void checkAbsolutePath(FileValue value, String path) {
    if (!path.isEmpty() && (!path.startsWith("/") || path.indexOf('\0') >= 0)) {
      value.problem(
          PlanError.BAD_VALUE,
          "\"" + path + "\" must be an absolute path: the services have directories of their own.");
    }
  }
}
