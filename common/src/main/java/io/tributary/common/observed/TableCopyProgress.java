package io.tributary.common.observed;

import java.util.OptionalLong;

/**
 * How far the copy of one table is.
 *
 * @param table schema and name at the source, with a dot
 * @param rows rows in the target, those of chunks that are not committed yet too
 * @param bytes bytes that these rows had on their way
 * @param rowsExpected an estimate of all its rows, made before the copy; empty when unknown
 * @param remainingSeconds how long it takes at the speed so far; empty when that cannot be said
 */
public record TableCopyProgress(
    String table,
    long rows,
    long bytes,
    OptionalLong rowsExpected,
    OptionalLong remainingSeconds) {}
