package io.tributary.local.n8n;

import io.tributary.fixture.BoundedProgram;
import io.tributary.fixture.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The tables that n8n makes in PostgreSQL, as pg_dump prints them. */
public final class N8nTables {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private N8nTables() {}

  /**
   * Writes the definitions of a schema, and n8n's list of the changes that made them, to a file.
   *
   * @param directory for the file
   */
  public static Path dump(PostgresServer server, String database, String schema, Path directory)
      throws IOException {
    String definitions = run(server, directory, database, "--schema-only", "--schema=" + schema);
    String migrations =
        run(
            server,
            directory,
            database,
            "--data-only",
            "--inserts",
            "--table=" + schema + ".migrations");
    return Files.writeString(directory.resolve("n8n.sql"), definitions + "\n" + migrations);
  }

  private static String run(PostgresServer server, Path directory, String database, String... what)
      throws IOException {
    Path out = directory.resolve("dump.sql");
    List<String> command =
        new ArrayList<>(
            List.of(
                server.binDirectory().resolve("pg_dump").toString(),
                "--dbname=postgresql://%s:%s@%s:%d/%s"
                    .formatted(
                        server.superuser(),
                        server.password(),
                        server.host(),
                        server.port(),
                        database),
                "--file=" + out));
    command.addAll(List.of(what));
    BoundedProgram.Result result = BoundedProgram.run(directory, LIMIT, command);
    if (!result.well()) {
      throw new IllegalStateException(result.output());
    }
    return Files.readString(out);
  }
}
