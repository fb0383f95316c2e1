package io.tributary.bench.stream;

import io.tributary.bench.contest.Contender;
import io.tributary.bench.contest.FigureUnit;
import io.tributary.bench.contest.Percentiles;
import io.tributary.bench.replication.TableReplication;
import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.DatabasePair;
import io.tributary.bench.stage.ItemTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Four writers of one-row transactions with 125 of them a second each, for 20 seconds, of which
 * five warm up; how long a transaction takes.
 */
record SteadyCommits(BenchStage stage, TableReplication replication, ItemTable table)
    implements Contender {
  private static final int WRITERS = 4;
  private static final int PER_SECOND = 125;
  private static final int SECONDS = 20;
  private static final int SKIPPED_SECONDS = 5;
  private static final long KEYS_APART = 10_000_000;

  @Override
  public String name() {
    return replication.name();
  }

  @Override
  public Map<FigureUnit, Double> measure() throws Exception {
    try (DatabasePair started = stage.pair("steady");
        TableReplication.Running running = replication.start(started, table)) {
      DatabasePair pair = replication.written(started);
      pair.settle();
      stage.awaitQuiet();
      List<SteadyWriter> writers =
          IntStream.rangeClosed(1, WRITERS)
              .mapToObj(
                  w ->
                      new SteadyWriter(
                          pair, w * KEYS_APART, PER_SECOND * SECONDS, 1_000_000_000L / PER_SECOND))
              .toList();
      writers.forEach(Thread::start);
      List<Double> taken = new ArrayList<>();
      for (SteadyWriter writer : writers) {
        writer.join();
        writer.requireSuccess();
        IntStream.range(PER_SECOND * SKIPPED_SECONDS, writer.rows())
            .forEach(row -> taken.add(writer.tookMillis(row)));
      }
      Map<FigureUnit, Double> figures = new LinkedHashMap<>();
      figures.put(FigureUnit.millis("p50"), Percentiles.of(taken).at(0.5));
      figures.put(FigureUnit.millis("p99"), Percentiles.of(taken).at(0.99));
      return figures;
    }
  }
}
