package io.tributary.cdc.apply.assemble;

import io.tributary.common.model.TableName;
import org.jspecify.annotations.Nullable;

/**
 * How much a source transaction changes, all of its pieces taken together.
 *
 * @param rows its changes of rows, and its truncates
 * @param bytes size of its records
 * @param firstTable the table of its first change, null when it changes nothing
 */
public record TransactionExtent(long rows, long bytes, @Nullable TableName firstTable) {}
