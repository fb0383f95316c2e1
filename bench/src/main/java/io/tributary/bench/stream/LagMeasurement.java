package io.tributary.bench.stream;

import io.tributary.bench.contest.Contender;
import io.tributary.bench.contest.FigureUnit;
import io.tributary.bench.contest.Percentiles;
import io.tributary.bench.effort.Stopwatch;
import io.tributary.bench.replication.TableReplication;
import io.tributary.bench.result.BenchOptions;
import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.DatabasePair;
import io.tributary.bench.stage.ItemTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Four writers with 500 transactions a second each, for half a minute; five seconds warm up. */
record LagMeasurement(
    BenchStage stage,
    BenchOptions options,
    String work,
    TableReplication replication,
    ItemTable table)
    implements Contender {
  private static final int WRITERS = 4;
  private static final int PER_SECOND = 500;
  private static final int SECONDS = 30;
  private static final double ENOUGH = 0.95;
  private static final int SKIPPED_SECONDS = 5;
  private static final long KEYS_APART = 10_000_000;
  private static final long LIMIT_NANOS = 600_000_000_000L;

  @Override
  public String name() {
    return replication.name();
  }

  @Override
  public Map<FigureUnit, Double> measure() throws Exception {
    try (DatabasePair started = stage.pair("lag");
        TableReplication.Running running = replication.start(started, table)) {
      DatabasePair pair = replication.written(started);
      pair.mark("ready");
      pair.awaitMark("ready");
      pair.settle();
      List<SteadyWriter> writers = new ArrayList<>();
      for (int w = 1; w <= WRITERS; w++) {
        int rows = PER_SECOND * SECONDS;
        writers.add(new SteadyWriter(pair, w * KEYS_APART, rows, 1_000_000_000L / PER_SECOND));
      }
      List<Double> lags = new ArrayList<>();
      AtomicLong begun = new AtomicLong();
      Map<FigureUnit, Double> effort =
          new Stopwatch(stage, options, work, name(), replication.parts())
              .time(
                  FigureUnit.TRANSACTIONS_PER_SECOND,
                  WRITERS * PER_SECOND * SECONDS,
                  () -> {
                    begun.set(System.nanoTime());
                    lags.addAll(watch(pair, writers));
                  });
      sayPace(begun.get(), writers);
      Map<FigureUnit, Double> figures = figures(Percentiles.of(lags));
      // The pace is given.
      effort.remove(FigureUnit.TRANSACTIONS_PER_SECOND);
      figures.putAll(effort);
      return figures;
    }
  }

  private static List<Double> watch(DatabasePair pair, List<SteadyWriter> writers)
      throws Exception {
    writers.forEach(Thread::start);
    try {
      return new LagProbe(pair, writers).watch(PER_SECOND * SKIPPED_SECONDS, LIMIT_NANOS);
    } finally {
      for (SteadyWriter writer : writers) {
        writer.join();
      }
    }
  }

  private static Map<FigureUnit, Double> figures(Percentiles lags) {
    Map<FigureUnit, Double> figures = new LinkedHashMap<>();
    figures.put(FigureUnit.millis("p50"), lags.at(0.5));
    figures.put(FigureUnit.millis("p99"), lags.at(0.99));
    figures.put(FigureUnit.millis("max"), lags.max());
    return figures;
  }

  /** A machine that is too slow for the pace makes other figures than those that were asked for. */
  private void sayPace(long begun, List<SteadyWriter> writers) {
    long last = begun;
    for (SteadyWriter writer : writers) {
      last = Math.max(last, writer.acknowledged(writer.rows() - 1));
    }
    double pace = WRITERS * PER_SECOND * SECONDS / ((last - begun) / 1e9);
    if (pace < ENOUGH * WRITERS * PER_SECOND) {
      options.remark(
          String.format(
              Locale.ROOT,
              "lag: beside %s the machine let the writers reach only %,.0f tx/s",
              name(),
              pace));
    }
  }
}
