package io.tributary.validator.source.end;

import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.compare.TableStatements;
import io.tributary.validator.database.BoundStatement;
import java.sql.Connection;
import java.util.Map;
import java.util.Optional;

/**
 * Rows of one end that stay as they are until they are released.
 *
 * @param connection where PostgreSQL shows them, each table as {@link
 *     io.tributary.validator.catalog.TableShape#relation} of its pair's shape at this end
 * @param position the stream's position: of a leader everything that is seen was committed at or
 *     before it, of a follower everything up to it is seen
 * @param counts of tables that are not shown as a whole: how many rows the other end should have,
 *     or of those that were counted before, how many of the rows that changed since
 */
public record HeldRows(Connection connection, long position, Map<TablePair, Long> counts) {
  public HeldRows {
    counts = Map.copyOf(counts);
  }

  /** Rows of tables that are shown as a whole. */
  public static HeldRows whole(Connection connection, long position) {
    return new HeldRows(connection, position, Map.of());
  }

  /** The statement that counts a table's rows. */
  public BoundStatement count(TablePair pair, TableStatements sql) {
    return known(pair).orElseGet(sql::count);
  }

  /** The statement that counts those of the changed rows that a table has. */
  public BoundStatement countOf(TablePair pair, TableStatements sql, FollowedRows changed) {
    return known(pair).orElseGet(() -> sql.countOf(changed.ids()));
  }

  private Optional<BoundStatement> known(TablePair pair) {
    return Optional.ofNullable(counts.get(pair))
        .map(count -> BoundStatement.of("SELECT CAST(? AS bigint), 0, 0", count));
  }
}
