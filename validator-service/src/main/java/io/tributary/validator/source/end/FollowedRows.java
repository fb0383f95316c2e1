package io.tributary.validator.source.end;

import io.tributary.validator.changes.ChangedRows;
import io.tributary.validator.compare.RowId;
import java.util.List;

/**
 * The rows of a table that changed since it was counted.
 *
 * @param rows as the stream names them
 * @param ids all ids that they can have at a PostgreSQL end
 */
public record FollowedRows(ChangedRows rows, List<RowId> ids) {
  public FollowedRows {
    ids = List.copyOf(ids);
  }
}
