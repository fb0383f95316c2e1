package io.tributary.common.sql;

import io.tributary.common.model.TableName;
import java.util.List;
import java.util.stream.Collectors;

/** Quoting of identifiers and literals as PostgreSQL (and SQLite) read them. */
public final class Sql {
  private Sql() {}

  /** A quoted identifier; any name is safe, also one with quotes, dots or upper case. */
  public static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A quoted, schema-qualified table. */
  public static String table(TableName table) {
    return identifier(table.schema()) + "." + identifier(table.name());
  }

  /** Statements as messages print them, to be run one by one as they are copied. */
  public static String printed(List<String> statements) {
    return statements.stream().map(sql -> '`' + sql + ';' + '`').collect(Collectors.joining(" "));
  }

  /**
   * A quoted string literal, for the few statements that take no parameters (DDL). Backslashes are
   * safe under any {@code standard_conforming_strings}.
   */
  public static String literal(String text) {
    String quoted = "'" + text.replace("'", "''").replace("\\", "\\\\") + "'";
    return text.indexOf('\\') < 0 ? quoted : " E" + quoted;
  }
}
