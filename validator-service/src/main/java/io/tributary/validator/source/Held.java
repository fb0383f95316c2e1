package io.tributary.validator.source;

import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.compare.Bound;
import io.tributary.validator.compare.TableSql;
import java.sql.Connection;
import java.util.List;
import java.util.Map;

/**
 * Rows of the source that stay as they are until they are let go.
 *
 * @param connection where PostgreSQL shows them, each table as {@link
 *     io.tributary.validator.catalog.Shape#relation} of its pair's source
 * @param position everything that is seen was committed at or before this position of the stream
 * @param counts how many rows the target should have of tables that are not shown as a whole
 */
public record Held(Connection connection, long position, Map<TablePair, Long> counts) {

  public Held {
    counts = Map.copyOf(counts);
  }

  /** Whole tables. */
  public Held(Connection connection, long position) {
    this(connection, position, Map.of());
  }

  /** The statement that counts a table's rows. */
  public Bound count(TablePair pair, TableSql sql) {
    return counts.containsKey(pair)
        ? new Bound("SELECT CAST(? AS bigint), 0, 0", List.of(counts.get(pair)))
        : sql.count();
  }
}
