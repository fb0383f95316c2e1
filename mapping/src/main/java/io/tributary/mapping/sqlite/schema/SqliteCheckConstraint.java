package io.tributary.mapping.sqlite.schema;

import org.jspecify.annotations.Nullable;

/**
 * A CHECK constraint.
 *
 * @param name its name; null for none
 * @param expression its SQL text
 */
public record SqliteCheckConstraint(@Nullable String name, String expression) {}
