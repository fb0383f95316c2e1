package io.tributary.mapping.table;

import io.tributary.mapping.conversion.Conversion;
import io.tributary.mapping.sqlite.schema.DeclaredType.Affinity;

/**
 * Where the values of a column go and how they are converted.
 *
 * @param source the column of the source
 * @param affinity its affinity, which says the storage class where a record does not
 * @param target the column of the target
 * @param conversion what happens to a value
 */
public record ColumnMapping(
    String source, Affinity affinity, String target, Conversion conversion) {}
