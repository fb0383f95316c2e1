package io.tributary.mapping.sqlite.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index that was created by a statement of its own.
 *
 * @param name its name
 * @param table its table
 * @param unique whether it is UNIQUE
 * @param parts what is indexed
 * @param where the condition of a partial index; null for none
 * @param sql its statement
 */
public record SqliteIndex(
    String name,
    String table,
    boolean unique,
    List<IndexedPart> parts,
    @Nullable String where,
    String sql) {}
