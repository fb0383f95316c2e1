package io.tributary.bench.validation;

import io.tributary.bench.contest.Contender;
import io.tributary.bench.contest.FigureUnit;
import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.DatabasePair;
import io.tributary.bench.stage.ItemTable;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A count and a sum of row hashes on both servers: says whether two tables differ, not where. */
record HashSums(BenchStage stage, String name, ItemTable table) implements Contender {
  private static final String SUM =
      "SELECT count(*) || ' ' || sum(hashtextextended(i::text, 0)::numeric) FROM bench.item i";

  @Override
  public Map<FigureUnit, Double> measure() throws Exception {
    try (DatabasePair pair = stage.pair("validate")) {
      table.create(pair.source(), pair.name());
      table.create(pair.target(), pair.name());
      long begun = System.nanoTime();
      CompletableFuture<String> other = CompletableFuture.supplyAsync(() -> sum(pair));
      String target = pair.target().query(pair.name(), SUM);
      if (!target.equals(other.join())) {
        throw new IllegalStateException("the sums differ: " + target + ", " + other.join());
      }
      return Map.of(FigureUnit.ROWS_PER_SECOND, table.rows() / ((System.nanoTime() - begun) / 1e9));
    }
  }

  private static String sum(DatabasePair pair) {
    try {
      return pair.source().query(pair.name(), SUM);
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }
}
