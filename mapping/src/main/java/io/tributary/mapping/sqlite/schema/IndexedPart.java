package io.tributary.mapping.sqlite.schema;

import org.jspecify.annotations.Nullable;

/**
 * A column or expression of an index or key.
 *
 * @param text its SQL text
 * @param collation the collating sequence named with it; null for the column's own
 * @param descending whether DESC is declared
 */
public record IndexedPart(String text, @Nullable String collation, boolean descending) {

  /** A column or expression with nothing said of its order. */
  public static IndexedPart of(String text) {
    return new IndexedPart(text, null, false);
  }
}
