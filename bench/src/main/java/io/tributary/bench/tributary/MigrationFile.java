package io.tributary.bench.tributary;

import io.tributary.bench.stage.Pair;
import io.tributary.bench.stage.Server;
import io.tributary.local.LoopbackPort;
import java.nio.file.Path;

/** Migration files of the benchmarks. Pure. */
public final class MigrationFile {
  /** The longest pause: no comparison runs beside what is measured. */
  public static final long LONGEST_PAUSE_MILLIS = 3_600_000;

  private MigrationFile() {}

  /**
   * The schema of the table, from one database of the pair to the other.
   *
   * @param pauseMillis between two comparisons
   */
  public static String of(Pair pair, long pauseMillis) {
    String source =
        """
        kind: postgresql
        connection: %s
        schemas: [{from: bench, to: bench}]"""
            .formatted(connection(pair.source(), pair.name(), "SOURCE_PASSWORD"));
    return of(pair, source, pauseMillis);
  }

  /** An SQLite file to the target database of the pair. */
  public static String ofSqlite(Pair pair, Path file, long pauseMillis) {
    String source =
        """
        kind: sqlite
        file: "%s"
        schemas: [{from: main, to: bench}]"""
            .formatted(file);
    return of(pair, source, pauseMillis);
  }

  private static String of(Pair pair, String source, long pauseMillis) {
    return """
        migration: %1$s
        target:
          connection: %2$s
          schemas:
            bench: {role: "%1$s-app", password: {env: APP_PASSWORD}}
        sources:
          - name: legacy
        %3$s
        cutover: {time-limit-millis: 60000}
        validation: {pause-between-passes-millis: %4$d}
        """
        .formatted(
            pair.name(),
            connection(pair.target(), pair.name(), "TARGET_PASSWORD"),
            source.indent(4).stripTrailing(),
            pauseMillis);
  }

  private static String connection(Server server, String database, String password) {
    return "{host: %s, port: %d, database: %s, user: postgres, password: {env: %s}}"
        .formatted(LoopbackPort.HOST, server.spec().port(), database, password);
  }
}
