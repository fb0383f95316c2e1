package io.tributary.bench.copy;

import io.tributary.bench.stage.DatabasePair;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.PeerProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * pgloader with its defaults: schema, rows, indexes.
 *
 * @param home for its scratch files
 */
record Pgloader(Path home) implements CopyContender.Way {
  static final String PROGRAM = "pgloader";

  @Override
  public CopyContender.Prepared prepare(DatabasePair pair, ItemTable table) throws Exception {
    Path file = new SqliteItems(home).file(pair, table);
    pair.target().create(pair.name());
    pair.target()
        .execute(
            pair.name(),
            "CREATE SCHEMA bench",
            "ALTER DATABASE \"" + pair.name() + "\" SET search_path = bench");
    Path root = Files.createDirectories(home.resolve("pgloader"));
    return SqliteItems.removing(file, () -> load(pair, file, root));
  }

  private static void load(DatabasePair pair, Path file, Path root) throws Exception {
    String said =
        PeerProgram.run(
            pair.target().programs(),
            List.of(
                PROGRAM,
                "--root-dir",
                root.toString(),
                "--no-ssl-cert-verification",
                "sqlite://" + file,
                pair.target().uri(pair.name())));
    // It reports what it could not load and ends well all the same.
    if (said.contains("ERROR") || said.contains("FATAL")) {
      throw new IOException("pgloader said: " + said);
    }
  }
}
