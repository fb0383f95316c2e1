package io.tributary.cdc.apply.table;

/**
 * A column of a target table.
 *
 * @param name its name
 * @param type the type to cast text to, ready for SQL: without type modifier and, for a domain, the
 *     type below it, because an explicit cast to {@code varchar(3)} cuts silently where the
 *     assignment that follows refuses
 * @param generated whether it is computed from others and cannot be written
 * @param identityAlways whether it is GENERATED ALWAYS AS IDENTITY
 */
public record TargetColumn(String name, String type, boolean generated, boolean identityAlways) {}
