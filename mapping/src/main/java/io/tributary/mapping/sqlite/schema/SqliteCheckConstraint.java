package io.tributary.mapping.sqlite.schema;

/**
 * A CHECK constraint.
 *
 * @param name its name; null for none
 * @param expression its SQL text
 */
public record SqliteCheckConstraint(String name, String expression) {}
