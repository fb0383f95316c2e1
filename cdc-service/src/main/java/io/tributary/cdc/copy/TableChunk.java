package io.tributary.cdc.copy;

import io.tributary.common.model.TableName;
import org.jspecify.annotations.Nullable;

/**
 * A part of a table that is copied in one transaction of the target.
 *
 * @param id its number, unique among all chunks that there ever were; 0 before it is kept
 * @param table the table at the source
 * @param key the first column of the table's key, null when its rows have none
 * @param lower the first key in it, null when it begins with the table
 * @param upper the first key behind it, null when it ends with the table
 * @param rowsExpected an estimate of its rows, -1 when unknown
 */
public record TableChunk(
    long id,
    TableName table,
    @Nullable String key,
    @Nullable String lower,
    @Nullable String upper,
    long rowsExpected) {

  /** Whether its rows have a key, so that the replay overwrites rather than doubles them. */
  boolean keyed() {
    return key != null;
  }
}
