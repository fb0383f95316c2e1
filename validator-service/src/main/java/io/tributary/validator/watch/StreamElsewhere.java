package io.tributary.validator.watch;

import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.validator.source.end.WatchedSource;
import java.util.Map;

/**
 * A stream that another validator looks after.
 *
 * @param watched its source
 * @param restart the last order to begin the source anew, 0 for none
 * @param tableRestarts the last order to begin each table anew, by its name as verdicts have it
 */
public record StreamElsewhere(
    WatchedSource watched, long restart, Map<String, Long> tableRestarts) {
  /** The stream. */
  public StreamId stream() {
    return watched.stream();
  }

  /** The last order by which a table's rows came anew, with or without the others; 0 for none. */
  public long since(TableName table) {
    return Math.max(restart, tableRestarts.getOrDefault(table.display(), 0L));
  }

  /** Whether this is the same stream of the same databases, begun as often. */
  public boolean same(StreamElsewhere other) {
    return stream().equals(other.stream())
        && watched.same(other.watched)
        && restart == other.restart
        && tableRestarts.equals(other.tableRestarts);
  }
}
