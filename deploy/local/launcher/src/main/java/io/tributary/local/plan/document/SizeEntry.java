package io.tributary.local.plan.document;

import io.tributary.local.catalog.RowCounts.RowCount;
import io.tributary.local.console.ByteCount;
import org.jspecify.annotations.Nullable;

/**
 * How large a table is.
 *
 * @param rows null where they are not known, and where they are those of partitions
 * @param counted whether they were counted, and not estimated by the server
 * @param bytes with indexes and what is stored beside the table; null for a partitioned one
 * @param text all of it in words
 */
public record SizeEntry(@Nullable Long rows, boolean counted, @Nullable Long bytes, String text) {

  /** Of a table of a server. */
  public static SizeEntry of(RowCount count, long bytes) {
    return new SizeEntry(
        count.rows() < 0 ? null : Long.valueOf(count.rows()),
        count.counted(),
        count.partitioned() ? null : Long.valueOf(bytes),
        count.display() + (count.partitioned() ? "" : ", " + ByteCount.display(bytes)));
  }
}
