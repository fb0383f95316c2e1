package io.tributary.bench.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.bench.contest.MeasuredWork;
import io.tributary.bench.result.BenchOptions;
import io.tributary.bench.result.BenchResult;
import io.tributary.bench.result.RatioSpread;
import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.DatabasePair;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.JsonApi;
import io.tributary.bench.stage.PatientWait;
import io.tributary.bench.stream.ChangeBurst;
import io.tributary.bench.tributary.BenchMigrationFile;
import io.tributary.bench.tributary.MigrationRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * From the begin of a burst until everything that it changed is compared, which is when the
 * rehearsal of a cutover that is ordered as soon as the gate admits it is over; beside the time
 * until the last change of the burst is applied. Two fifths of the rows change in one UPDATE, and a
 * fifth of that in transactions of one row. Each burst is one of a migration of its own, whose
 * passes rest for an hour.
 */
public final class VerifyAfterBurst implements MeasuredWork {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  @Override
  public String name() {
    return "verify-after-burst";
  }

  @Override
  public List<BenchResult> run(BenchOptions options, BenchStage stage) throws Exception {
    ItemTable table = new ItemTable(options.rows());
    int rows = (int) (options.rows() * 2L / 5);
    List<BenchResult> results = new ArrayList<>();
    results.addAll(of("one UPDATE applied", table, ChangeBurst.ofOneUpdate(rows), options, stage));
    results.addAll(
        of(
            "transactions of one row applied",
            table,
            ChangeBurst.ofSmallTransactions(table, rows / 5),
            options,
            stage));
    return results;
  }

  private List<BenchResult> of(
      String peer, ItemTable table, ChangeBurst burst, BenchOptions options, BenchStage stage)
      throws Exception {
    List<Double> ratios = new ArrayList<>();
    List<Double> compared = new ArrayList<>();
    List<Double> applied = new ArrayList<>();
    for (int round = 1; round <= options.rounds(); round++) {
      Times times = measure(table, burst, stage);
      options.say(
          String.format(
              Locale.ROOT,
              "%s, %s, round %d: applied after %,.0f ms, compared after %,.0f ms, rehearsal %,.0f ms",
              name(),
              peer,
              round,
              times.appliedMillis(),
              times.comparedMillis(),
              times.rehearsalMillis()));
      ratios.add(times.appliedMillis() / times.comparedMillis());
      applied.add(times.appliedMillis());
      compared.add(times.comparedMillis());
    }
    BenchResult result =
        new BenchResult(
            name(),
            peer,
            RatioSpread.of(ratios),
            RatioSpread.of(compared).median(),
            RatioSpread.of(applied).median(),
            "ms");
    options.say(result.line());
    return List.of(result);
  }

  /** From the begin of the burst; the rehearsal from its own begin. */
  private record Times(double appliedMillis, double comparedMillis, double rehearsalMillis) {}

  private Times measure(ItemTable table, ChangeBurst burst, BenchStage stage) throws Exception {
    JsonApi operator = stage.operator();
    try (DatabasePair pair = stage.pair("burst")) {
      table.create(pair.source(), pair.name());
      pair.target().create(pair.name());
      operator.create(BenchMigrationFile.of(pair, BenchMigrationFile.LONGEST_PAUSE_MILLIS));
      try (MigrationRun migration = new MigrationRun(operator, pair.name())) {
        migration.replicate();
        migration.awaitCompared();
        pair.settle();
        long begun = System.nanoTime();
        burst.write(pair);
        pair.mark("done");
        pair.awaitMark("done");
        double applied = millisSince(begun);
        // Refused while the gate is shut: too much changed that was not compared yet.
        PatientWait.untilStatus("the gate is open", LIMIT, migration::tryCutover);
        double ordered = millisSince(begun);
        migration.awaitState("Switched");
        double rehearsal = rehearsalMillis(migration.view());
        return new Times(applied, ordered + rehearsal, rehearsal);
      }
    }
  }

  private static double millisSince(long begun) {
    return (System.nanoTime() - begun) / 1e6;
  }

  private static double rehearsalMillis(JsonNode view) {
    for (JsonNode step : view.path("cutover").path("steps")) {
      if (step.path("step").asText().equals("REHEARSE")) {
        return step.path("millis").asDouble();
      }
    }
    throw new IllegalStateException("The cutover has no rehearsal: " + view.path("cutover"));
  }
}
