package io.tributary.common.sqlite;

/** A column of a SQLite table, both names as declared. */
public record ColumnName(String table, String column) {}
