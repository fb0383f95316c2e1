package io.tributary.mapping.sqlite.schema;

/**
 * A column or expression of an index or key.
 *
 * @param text its SQL text
 * @param collation the collating sequence named with it; null for the column's own
 * @param descending whether DESC is declared
 */
public record IndexedPart(String text, String collation, boolean descending) {}
