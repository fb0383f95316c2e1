package io.tributary.bench.copy;

import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.Pair;
import io.tributary.bench.stage.PeerProgram;
import io.tributary.bench.stage.Scratch;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code pgcopydb clone}: schema, rows, indexes and constraints.
 *
 * @param home for its scratch files
 */
record Pgcopydb(Path home) implements Copying.Way {
  static final String PROGRAM = "pgcopydb";

  @Override
  public Copying.Prepared prepare(Pair pair, ItemTable table) throws Exception {
    table.create(pair.source(), pair.name());
    pair.target().create(pair.name());
    Path directory = home.resolve("pgcopydb-" + pair.name());
    return new Copying.Prepared() {
      @Override
      public void copy() throws Exception {
        PeerProgram.run(
            pair.source().programs(),
            List.of(
                PROGRAM,
                "clone",
                "--source",
                pair.source().uri(pair.name()),
                "--target",
                pair.target().uri(pair.name()),
                "--dir",
                directory.toString()));
      }

      @Override
      public void close() throws Exception {
        Scratch.delete(directory);
      }
    };
  }
}
