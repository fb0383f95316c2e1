package io.tributary.bench.copy;

import io.tributary.bench.Options;
import io.tributary.bench.contest.Contender;
import io.tributary.bench.contest.Unit;
import io.tributary.bench.effort.Parts;
import io.tributary.bench.effort.Stopwatch;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.Pair;
import io.tributary.bench.stage.PeerProgram;
import io.tributary.bench.stage.Stage;
import java.util.Map;
import java.util.Optional;

/**
 * One who copies a table into an empty database.
 *
 * @param name as results.json has it
 * @param way how
 */
record Copying(Stage stage, Options options, String work, String name, ItemTable table, Way way)
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
    Prepared prepare(Pair pair, ItemTable table) throws Exception;

    /** Whose processor time it takes. */
    default Parts parts() {
      return Parts.SERVERS;
    }
  }

  /** What is ready to begin; closing it clears away, which is not timed. */
  interface Prepared extends AutoCloseable {
    /** Copies; timed. */
    void copy() throws Exception;

    @Override
    default void close() throws Exception {}
  }

  @Override
  public Map<Unit, Double> measure() throws Exception {
    try (Pair pair = stage.pair(work);
        Prepared prepared = way.prepare(pair, table)) {
      pair.settle();
      Map<Unit, Double> figures =
          new Stopwatch(stage, options, work, name, way.parts())
              .time(Unit.ROWS_PER_SECOND, table.rows(), prepared::copy);
      requireComplete(pair);
      return figures;
    }
  }

  private void requireComplete(Pair pair) throws Exception {
    String copied = pair.target().query(pair.name(), "SELECT count(*) - 1 FROM bench.item");
    if (!copied.equals(String.valueOf(table.rows()))) {
      throw new IllegalStateException(name + " copied " + copied + " of " + table.rows());
    }
  }
}
