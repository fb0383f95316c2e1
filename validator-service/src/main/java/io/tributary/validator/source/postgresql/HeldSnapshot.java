package io.tributary.validator.source.postgresql;

import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.compare.TableStatements;
import io.tributary.validator.database.BoundStatement;
import io.tributary.validator.database.HeldMoment;
import io.tributary.validator.digest.Digest;
import io.tributary.validator.digest.DigestBatch;
import io.tributary.validator.source.end.FollowedRows;
import io.tributary.validator.source.end.HeldTables;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The tables of a PostgreSQL database in one snapshot. Owns its session.
 *
 * @param sql reads a table at this end
 */
record HeldSnapshot(HeldMoment moment, Function<TablePair, TableStatements> sql)
    implements HeldTables {

  @Override
  public void take() throws SQLException {
    moment.take();
  }

  @Override
  public Optional<Long> count(TablePair pair, Duration limit) throws SQLException {
    BoundStatement count = sql.apply(pair).count();
    return moment.readWithin(limit, c -> count.first(c, row -> row.getLong(1)).orElseThrow());
  }

  @Override
  public List<Long> countOf(Map<TablePair, FollowedRows> changed) throws SQLException {
    List<BoundStatement> lookups = new ArrayList<>();
    changed.forEach((pair, rows) -> lookups.add(sql.apply(pair).countOf(rows.ids())));
    return lookups.isEmpty()
        ? List.of()
        : moment.read(connection -> DigestBatch.read(connection, lookups)).stream()
            .map(Digest::rows)
            .toList();
  }

  @Override
  public void close() {
    moment.close();
  }
}
