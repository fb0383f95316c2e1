package io.tributary.files.sqlite.back;

/**
 * A change that was not made, because the file does not take the row.
 *
 * @param change what was asked for
 * @param message what SQLite says
 */
public record RowRefusal(RowChange change, String message) {}
