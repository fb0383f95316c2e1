package io.tributary.common.verdict;

/**
 * A table of a migration at both ends.
 *
 * @param migration the migration's name
 * @param source the source's name
 * @param table the table at the source, as schema.table
 * @param target the table at the target
 */
public record ComparedTable(String migration, String source, String table, String target) {}
