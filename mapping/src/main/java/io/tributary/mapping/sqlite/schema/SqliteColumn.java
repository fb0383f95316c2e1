package io.tributary.mapping.sqlite.schema;

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
    String collation,
    String defaultText,
    Generated generated) {

  /**
   * A generated column.
   *
   * @param expression its SQL text
   * @param stored whether the value is stored; a VIRTUAL one is computed when it is read
   */
  public record Generated(String expression, boolean stored) {}
}
