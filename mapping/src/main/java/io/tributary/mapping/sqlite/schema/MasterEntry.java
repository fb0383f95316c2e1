package io.tributary.mapping.sqlite.schema;

/**
 * A row of {@code sqlite_master}.
 *
 * @param type table, index, view or trigger
 * @param name its name
 * @param table the table that it belongs to
 * @param sql its statement; null for what SQLite made itself
 */
public record MasterEntry(String type, String name, String table, String sql) {}
