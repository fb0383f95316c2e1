package io.tributary.files.sqlite.capture;

/**
 * A trigger that is put into the file.
 *
 * @param sql its CREATE statement, as SQLite keeps it
 */
public record TriggerDefinition(String name, String sql) {}
