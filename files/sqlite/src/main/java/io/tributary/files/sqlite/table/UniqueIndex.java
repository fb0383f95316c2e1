package io.tributary.files.sqlite.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A unique index, by which a REPLACE finds the rows that it removes.
 *
 * @param name its name
 * @param terms what is indexed, in order
 * @param where the condition of a partial index, null without one
 * @param primary whether it belongs to the primary key
 */
public record UniqueIndex(String name, List<Term> terms, @Nullable String where, boolean primary) {
  /** What one place of an index holds. */
  public sealed interface Term {}

  /**
   * An indexed column.
   *
   * @param name its name
   * @param collation how it compares
   */
  public record Column(String name, String collation) implements Term {}

  /**
   * An indexed expression.
   *
   * @param text as the index is declared with it
   */
  public record Expression(String text) implements Term {}

  /** Those of its terms that are columns, in order. */
  public List<Column> columns() {
    return terms.stream().filter(Column.class::isInstance).map(Column.class::cast).toList();
  }

  /** Whether it is over all rows and over columns only. */
  public boolean plain() {
    return where == null && columns().size() == terms.size();
  }
}
