package io.tributary.common.sqlite;

/**
 * A CHECK constraint.
 *
 * @param name its name; null for none
 * @param expression its SQL text
 */
public record SqliteCheck(String name, String expression) {}
