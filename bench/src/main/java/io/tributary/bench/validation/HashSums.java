package io.tributary.bench.validation;

import io.tributary.bench.contest.Contender;
import io.tributary.bench.contest.Unit;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.Pair;
import io.tributary.bench.stage.Stage;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What anybody could type into two psqls: it says whether tables differ, not where. */
record HashSums(Stage stage, String name, ItemTable table) implements Contender {
  private static final String SUM =
      "SELECT count(*) || ' ' || sum(hashtextextended(i::text, 0)::numeric) FROM bench.item i";

  @Override
  public Map<Unit, Double> measure() throws Exception {
    try (Pair pair = stage.pair("validate")) {
      table.create(pair.source(), pair.name());
      table.create(pair.target(), pair.name());
      long begun = System.nanoTime();
      CompletableFuture<String> other = CompletableFuture.supplyAsync(() -> sum(pair));
      String target = pair.target().query(pair.name(), SUM);
      if (!target.equals(other.join())) {
        throw new IllegalStateException("the sums differ: " + target + ", " + other.join());
      }
      return Map.of(Unit.ROWS_PER_SECOND, table.rows() / ((System.nanoTime() - begun) / 1e9));
    }
  }

  private static String sum(Pair pair) {
    try {
      return pair.source().query(pair.name(), SUM);
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }
}
