package io.tributary.bench.stream;

import io.tributary.bench.contest.Contender;
import io.tributary.bench.contest.FigureUnit;
import io.tributary.bench.replication.TableReplication;
import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.DatabasePair;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.ProcessorSplit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Four writers of one-row transactions without a pause between them; the time counts until the last
 * one is acknowledged, wherever its change is then.
 *
 * @param apart whether they and their server have a processor that nothing else uses
 */
record BusyWriters(BenchStage stage, TableReplication replication, ItemTable table, boolean apart)
    implements Contender {
  private static final int WRITERS = 4;

  /** Some seconds of writing: in the first one, nothing is warm and figures of it say little. */
  private static final int ROWS_OF_TABLE_PER_ROW = 5;

  private static final long KEYS_APART = 10_000_000;

  @Override
  public String name() {
    return replication.name() + (apart ? ", on another processor" : "");
  }

  @Override
  public Map<FigureUnit, Double> measure() throws Exception {
    try (DatabasePair started = stage.pair("busy");
        TableReplication.Running running = replication.start(started, table)) {
      DatabasePair pair = replication.written(started);
      pair.settle();
      stage.awaitQuiet();
      return apart ? apart(pair) : write(pair);
    }
  }

  private Map<FigureUnit, Double> apart(DatabasePair pair) throws Exception {
    try (ProcessorSplit split = stage.splitTarget()) {
      return write(pair);
    }
  }

  private Map<FigureUnit, Double> write(DatabasePair pair) throws Exception {
    int rows = table.rows() / ROWS_OF_TABLE_PER_ROW;
    List<SteadyWriter> writers =
        IntStream.rangeClosed(1, WRITERS)
            .mapToObj(w -> new SteadyWriter(pair, w * KEYS_APART, rows, 0))
            .toList();
    long begun = System.nanoTime();
    writers.forEach(Thread::start);
    for (SteadyWriter writer : writers) {
      writer.join();
      writer.requireSuccess();
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    return Map.of(FigureUnit.TRANSACTIONS_PER_SECOND, WRITERS * rows / seconds);
  }
}
