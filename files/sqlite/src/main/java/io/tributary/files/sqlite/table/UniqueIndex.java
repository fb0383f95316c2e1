package io.tributary.files.sqlite.table;

import java.util.List;

/**
 * A unique index, by which a REPLACE finds the rows that it removes.
 *
 * @param name its name
 * @param terms what is indexed, in order
 * @param where the condition of a partial index, null without one
 * @param primary whether it belongs to the primary key
 */
public record UniqueIndex(String name, List<Term> terms, String where, boolean primary) {
  /**
   * One indexed column or expression.
   *
   * @param column its name, null for an expression
   * @param expression its text, null for a column
   * @param collation how it compares, null for an expression
   */
  public record Term(String column, String expression, String collation) {}

  public boolean plain() {
    return where == null && terms.stream().allMatch(term -> term.column() != null);
  }
}
