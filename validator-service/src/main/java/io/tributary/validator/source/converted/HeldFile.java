package io.tributary.validator.source.converted;

import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.source.end.FollowedRows;
import io.tributary.validator.source.end.HeldTables;
import io.tributary.validator.source.sqlite.file.FileFailures;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The tables of a file in one read that is held, where that keeps no writer waiting. Owns the
 * reader.
 *
 * @param tables read the file in a session of their own
 * @param copies the table of a pair as the end itself reads it
 */
record HeldFile(FileTables tables, Function<TablePair, TableCopy> copies) implements HeldTables {

  @Override
  public void take() throws SQLException {
    tables.file().begin();
  }

  @Override
  public Optional<Long> count(TablePair pair, Duration limit) throws SQLException {
    CompletableFuture<Void> late =
        CompletableFuture.runAsync(
            tables.file()::interrupt,
            CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
    try {
      return Optional.of(tables.rows(copies.apply(pair).copy().mapping()).count());
    } catch (SQLException e) {
      if (FileFailures.interrupted(e)) {
        return Optional.empty();
      }
      throw e;
    } finally {
      late.cancel(false);
    }
  }

  @Override
  public List<Long> countOf(Map<TablePair, FollowedRows> changed) throws SQLException {
    List<Long> counts = new ArrayList<>();
    for (Map.Entry<TablePair, FollowedRows> rows : changed.entrySet()) {
      TableCopy copy = copies.apply(rows.getKey());
      counts.add(tables.rows(copy.copy().mapping()).countOf(copy.keysOf(rows.getValue().rows())));
    }
    return counts;
  }

  @Override
  public void close() {
    tables.file().close();
  }
}
