package io.tributary.bench.copy;

import io.tributary.bench.stage.DatabasePair;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.PeerProgram;
import io.tributary.bench.stage.ScratchFiles;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code pgcopydb clone}: schema, rows, indexes and constraints.
 *
 * @param home for its scratch files
 */
record Pgcopydb(Path home) implements CopyContender.Way {
  static final String PROGRAM = "pgcopydb";

  @Override
  public CopyContender.Prepared prepare(DatabasePair pair, ItemTable table) throws Exception {
    table.create(pair.source(), pair.name());
    pair.target().create(pair.name());
    Path directory = home.resolve("pgcopydb-" + pair.name());
    return new CopyContender.Prepared() {
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
        ScratchFiles.delete(directory);
      }
    };
  }
}
