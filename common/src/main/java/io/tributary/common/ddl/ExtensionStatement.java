package io.tributary.common.ddl;

import io.tributary.common.sql.Sql;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code CREATE EXTENSION} of a DDL file. Extensions are shared by all applications of the target,
 * so they are made where the target has its extensions, whatever schema the file is for. Pure.
 */
final class ExtensionStatement {
  private static final Pattern CREATE =
      Pattern.compile(
          "(?is)CREATE\\s+EXTENSION\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?(\"(?:[^\"]|\"\")+\"|\\w+)(.*)");
  private static final Pattern VERSION =
      Pattern.compile("(?is)\\bVERSION\\s+('(?:[^']|'')+'|\"(?:[^\"]|\"\")+\"|\\w+)");

  private ExtensionStatement() {}

  /** What is run instead; empty when the statement makes no extension. */
  static Optional<List<String>> in(String extensions, String sql) {
    Matcher create = CREATE.matcher(sql.strip());
    if (!create.matches()) {
      return Optional.empty();
    }
    Matcher version = VERSION.matcher(create.group(2));
    String schema = Sql.identifier(extensions);
    return Optional.of(
        List.of(
            "CREATE SCHEMA IF NOT EXISTS " + schema,
            "CREATE EXTENSION IF NOT EXISTS "
                + create.group(1)
                + " WITH SCHEMA "
                + schema
                + (version.find() ? " VERSION " + version.group(1) : "")
                + " CASCADE"));
  }
}
