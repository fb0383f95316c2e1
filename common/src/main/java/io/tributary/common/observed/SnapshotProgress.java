package io.tributary.common.observed;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How much is in the target of the rows that a source had at the start.
 *
 * @param rows rows written
 * @param rowsExpected an estimate, made before the first one, of all of them; empty when unknown
 * @param tables how far the largest tables are that are copied straight from the source; empty
 *     before that begins, once it is over, and where rows come over the topic
 * @param remainingSeconds how long it takes until all rows are in, at the speed of the last
 *     moments; empty when that cannot be said, and once they are in
 */
public record SnapshotProgress(
    @JsonProperty("snapshotRows") long rows,
    @JsonProperty("snapshotRowsExpected") OptionalLong rowsExpected,
    @JsonProperty("copies") List<TableCopyProgress> tables,
    @JsonProperty("snapshotRemainingSeconds") OptionalLong remainingSeconds) {

  /** The list may be absent in JSON. */
  public SnapshotProgress(
      long rows,
      OptionalLong rowsExpected,
      @Nullable List<TableCopyProgress> tables,
      OptionalLong remainingSeconds) {
    this.rows = rows;
    this.rowsExpected = rowsExpected;
    this.tables = tables == null ? List.of() : List.copyOf(tables);
    this.remainingSeconds = remainingSeconds;
  }

  /** Progress of which nobody can say how long it goes on. */
  public SnapshotProgress(long rows, OptionalLong rowsExpected, List<TableCopyProgress> tables) {
    this(rows, rowsExpected, tables, OptionalLong.empty());
  }

  /** No row yet, and no estimate. */
  static SnapshotProgress none() {
    return new SnapshotProgress(0, OptionalLong.empty(), List.of());
  }

  /** The same with an estimate; one that was too low is none any more. */
  SnapshotProgress expecting(OptionalLong estimate) {
    OptionalLong atLeast =
        estimate.isEmpty() ? estimate : OptionalLong.of(Math.max(estimate.getAsLong(), rows));
    return new SnapshotProgress(rows, atLeast, tables, remainingSeconds);
  }

  /** The same with how long it takes until all rows are in. */
  SnapshotProgress remaining(OptionalLong seconds) {
    return new SnapshotProgress(rows, rowsExpected, tables, seconds);
  }
}
