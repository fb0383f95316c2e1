package io.tributary.bench.validation;

import io.tributary.bench.contest.MeasuredWork;
import io.tributary.bench.copy.SqliteItems;
import io.tributary.bench.result.BenchOptions;
import io.tributary.bench.result.BenchResult;
import io.tributary.bench.result.RatioSpread;
import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.DatabasePair;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.JsonApi;
import io.tributary.bench.tributary.BenchMigrationFile;
import io.tributary.bench.tributary.MigrationRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A pass of the validator over a SQLite file beside the copy of the same file: from the order to
 * start until the migration streams.
 */
public final class SqliteValidation implements MeasuredWork {
  @Override
  public String name() {
    return "validate-sqlite";
  }

  @Override
  public List<BenchResult> run(BenchOptions options, BenchStage stage) throws Exception {
    ItemTable table = new ItemTable(options.rows());
    List<Turn> turns = new ArrayList<>();
    for (int round = 1 - options.warmUps(); round <= options.rounds(); round++) {
      Turn turn = turn(stage, table);
      options.say(
          String.format(
              Locale.ROOT,
              "%s, %s: copied in %,.0f ms, compared in %,.0f ms",
              name(),
              round < 1 ? "warm-up" : "round " + round,
              turn.copyMillis(),
              turn.passMillis()));
      if (round > 0) {
        turns.add(turn);
      }
    }
    return List.of(
        new BenchResult(
            name(),
            "copying the file",
            RatioSpread.of(turns.stream().map(Turn::ratio).toList()),
            RatioSpread.of(turns.stream().map(Turn::passMillis).toList()).median(),
            RatioSpread.of(turns.stream().map(Turn::copyMillis).toList()).median(),
            "ms"));
  }

  /** One file that was copied, and then compared. */
  private record Turn(double copyMillis, double passMillis) {
    /** How many times as fast as copying it is. */
    double ratio() {
      return copyMillis / passMillis;
    }
  }

  private static Turn turn(BenchStage stage, ItemTable table) throws Exception {
    JsonApi operator = stage.operator();
    try (DatabasePair pair = stage.pair("validate-sqlite")) {
      Path file = new SqliteItems(stage.home()).file(pair, table);
      try {
        pair.target().create(pair.name());
        operator.create(BenchMigrationFile.ofSqlite(pair, file, 0));
        try (MigrationRun migration = new MigrationRun(operator, pair.name())) {
          long begun = System.nanoTime();
          migration.replicate();
          double copyMillis = (System.nanoTime() - begun) / 1e6;
          return new Turn(
              copyMillis, new ComparedPasses(migration, stage.validator()).meanMillis());
        }
      } finally {
        SqliteItems.remove(file);
      }
    }
  }
}
