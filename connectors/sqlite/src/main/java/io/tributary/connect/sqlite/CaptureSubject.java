package io.tributary.connect.sqlite;

import io.tributary.files.sqlite.capture.CaptureScope;

/**
 * What a task captures.
 *
 * @param settings of its file and its pace
 * @param name how records call the source
 */
public record CaptureSubject(SqliteSettings settings, String name, CaptureScope captured) {}
