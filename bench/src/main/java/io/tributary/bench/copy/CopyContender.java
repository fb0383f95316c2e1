package io.tributary.bench.copy;

import io.tributary.bench.contest.Contender;
import io.tributary.bench.contest.FigureUnit;
import io.tributary.bench.effort.CountedProcesses;
import io.tributary.bench.effort.Stopwatch;
import io.tributary.bench.result.BenchOptions;
import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.DatabasePair;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.PeerProgram;
import java.util.Map;
import java.util.Optional;

/**
 * A contender that copies a table into an empty database.
 *
 * @param name as results.json has it
 * @param way how
 */
record CopyContender(
    BenchStage stage, BenchOptions options, String work, String name, ItemTable table, Way way)
    implements Contender {

  /** This one where the machine has the program; otherwise empty, which is said. */
  Optional<Contender> where(String program) {
    if (PeerProgram.exists(program)) {
      return Optional.of(this);
    }
    options.leaveOut(work, program, "it is not on this machine");
    return Optional.empty();
  }

  /** A way of copying. */
  interface Way {
    /** Makes what has to be there before; not timed. */
    Prepared prepare(DatabasePair pair, ItemTable table) throws Exception;

    /** Whose processor time it takes. */
    default CountedProcesses parts() {
      return CountedProcesses.SERVERS;
    }
  }

  /** A copy that is ready to begin; closing it removes what it made, which is not timed. */
  interface Prepared extends AutoCloseable {
    /** Copies; timed. */
    void copy() throws Exception;

    @Override
    default void close() throws Exception {}
  }

  @Override
  public Map<FigureUnit, Double> measure() throws Exception {
    try (DatabasePair pair = stage.pair(work);
        Prepared prepared = way.prepare(pair, table)) {
      pair.settle();
      Map<FigureUnit, Double> figures =
          new Stopwatch(stage, options, work, name, way.parts())
              .time(FigureUnit.ROWS_PER_SECOND, table.rows(), prepared::copy);
      requireComplete(pair);
      return figures;
    }
  }

  private void requireComplete(DatabasePair pair) throws Exception {
    String copied = pair.target().query(pair.name(), "SELECT count(*) - 1 FROM bench.item");
    if (!copied.equals(String.valueOf(table.rows()))) {
      throw new IllegalStateException(name + " copied " + copied + " of " + table.rows());
    }
  }
}
