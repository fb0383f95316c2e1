package io.tributary.connect.sqlite;

/**
 * What a task captures.
 *
 * @param settings of its file and its pace
 * @param name how records call the source
 */
public record CaptureSource(SqliteSettings settings, String name, CapturedTables captured) {}
