package io.tributary.mapping.sqlite.schema;

import java.util.List;

/**
 * A view.
 *
 * @param name its name
 * @param columns the names declared for its columns; empty for none
 * @param query its SELECT
 */
public record SqliteView(String name, List<String> columns, String query) {}
