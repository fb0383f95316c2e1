package io.tributary.connect.sqlite;

/**
 * A column of a table.
 *
 * @param declared the declared type, empty without one
 * @param notNull whether it is declared NOT NULL
 * @param keyOrder its place in the primary key from 1, 0 outside of it
 * @param generated whether its value is computed from other columns
 */
public record Column(
    String name,
    String declared,
    Affinity affinity,
    boolean notNull,
    int keyOrder,
    boolean generated) {}
