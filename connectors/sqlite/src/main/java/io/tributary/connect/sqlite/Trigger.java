package io.tributary.connect.sqlite;

/**
 * A trigger that is put into the file.
 *
 * @param sql its CREATE statement, as SQLite keeps it
 */
public record Trigger(String name, String sql) {}
