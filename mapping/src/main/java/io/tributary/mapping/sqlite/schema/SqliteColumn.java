package io.tributary.mapping.sqlite.schema;

import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param name its name as declared
 * @param type its declared type
 * @param notNull whether NOT NULL is declared
 * @param collation the declared collating sequence; null for none
 * @param defaultText the default's SQL text; null for none
 * @param generated how it is computed; null when it is stored by the application
 */
public record SqliteColumn(
    String name,
    DeclaredType type,
    boolean notNull,
    @Nullable String collation,
    @Nullable String defaultText,
    @Nullable Generated generated) {

  /** A column of which nothing more is declared. */
  public static SqliteColumn plain(String name, DeclaredType type, boolean notNull) {
    return new SqliteColumn(name, type, notNull, null, null, null);
  }

  /**
   * A generated column.
   *
   * @param expression its SQL text
   * @param stored whether the value is stored; a VIRTUAL one is computed when it is read
   */
  public record Generated(String expression, boolean stored) {}
}
