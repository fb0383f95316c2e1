package io.tributary.cdc.apply.deadletter;

/**
 * A row of the target whose changes go to the dead letters until they are replayed.
 *
 * @param table the table at the target, schema and name
 * @param key the row's key as a JSON array of its values; for a table without key the whole row
 */
public record ParkedKey(String table, String key) {}
