package io.tributary.mapping.sqlite.translation;

import io.tributary.mapping.conversion.Conversion;
import io.tributary.mapping.sqlite.schema.DeclaredType;

/**
 * A column of a SQLite table with the column that it becomes in the derived schema.
 *
 * @param sourceTable the table in SQLite
 * @param table the target's table
 * @param source the column in SQLite
 * @param target the column in PostgreSQL
 * @param declared its type in SQLite
 * @param conversion how its values are converted, which also says their type in PostgreSQL
 * @param computed whether PostgreSQL computes it, so that no value may be written
 */
public record PlannedColumn(
    String sourceTable,
    String table,
    String source,
    String target,
    DeclaredType declared,
    Conversion conversion,
    boolean computed) {}
