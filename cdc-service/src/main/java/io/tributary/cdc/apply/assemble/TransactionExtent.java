package io.tributary.cdc.apply.assemble;

import io.tributary.common.model.TableName;
import org.jspecify.annotations.Nullable;

/**
 * How much a source transaction changes, all of its pieces taken together.
 *
 * @param rows its changes of rows, and its truncates
 * @param bytes size of its records
 * @param firstTable the table of its first change before any mark of a fence, null without one
 * @param behindMark the table of its first change behind the mark of a raised fence, null without
 *     one: what a file's log holds is read in pieces that are no transactions of the file
 */
public record TransactionExtent(
    long rows, long bytes, @Nullable TableName firstTable, @Nullable TableName behindMark) {}
