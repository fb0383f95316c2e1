package io.tributary.bench.tributary;

import io.tributary.bench.stage.BenchServer;
import io.tributary.bench.stage.DatabasePair;
import io.tributary.local.stack.LoopbackPort;
import java.nio.file.Path;
import java.util.List;

/** Migration files of the benchmarks. Pure. */
public final class BenchMigrationFile {
  /** The longest pause: no comparison runs beside what is measured. */
  public static final long LONGEST_PAUSE_MILLIS = 3_600_000;

  private static final String SCHEMA = "bench";

  private BenchMigrationFile() {}

  /**
   * The schema of the table, from one database of the pair to the other.
   *
   * @param pauseMillis between two comparisons
   */
  public static String of(DatabasePair pair, long pauseMillis) {
    return of(List.of(pair), pauseMillis);
  }

  /** The same with a source that follows its target after the cutover. */
  public static String returning(DatabasePair pair, long pauseMillis) {
    return of(pair, pauseMillis)
        .replace("    schemas: [{", "    way-back: replicate\n    schemas: [{");
  }

  /**
   * Many source databases to the target database of the first pair, the first to the schema of the
   * same name and the others to schemas with a number.
   */
  public static String of(List<DatabasePair> pairs, long pauseMillis) {
    StringBuilder sources = new StringBuilder();
    for (int i = 0; i < pairs.size(); i++) {
      DatabasePair pair = pairs.get(i);
      sources.append(
          source(
              i,
              "postgresql",
              "connection: " + connection(pair.source(), pair.name(), "SOURCE_PASSWORD"),
              SCHEMA));
    }
    return of(pairs.get(0), pairs.size(), sources.toString(), pauseMillis);
  }

  /** An SQLite file to the target database of the pair. */
  public static String ofSqlite(DatabasePair pair, Path file, long pauseMillis) {
    String source = source(0, "sqlite", "file: \"" + file + '"', "main");
    return of(pair, 1, source, pauseMillis);
  }

  private static String source(int index, String kind, String place, String schema) {
    return """
      - name: source-%d
        kind: %s
        %s
        schemas: [{from: %s, to: %s}]
    """
        .formatted(index, kind, place, schema, schema(index));
  }

  private static String of(DatabasePair pair, int sources, String described, long pauseMillis) {
    StringBuilder schemas = new StringBuilder();
    for (int i = 0; i < sources; i++) {
      schemas.append(
          "    %s: {role: \"%s-app\", password: {env: APP_PASSWORD}}\n"
              .formatted(schema(i), pair.name()));
    }
    return """
        migration: %s
        target:
          connection: %s
          schemas:
        %ssources:
        %scutover: {time-limit-millis: 60000}
        validation: {pause-between-passes-millis: %d}
        """
        .formatted(
            pair.name(),
            connection(pair.target(), pair.name(), "TARGET_PASSWORD"),
            schemas,
            described,
            pauseMillis);
  }

  private static String schema(int index) {
    return index == 0 ? SCHEMA : SCHEMA + index;
  }

  private static String connection(BenchServer server, String database, String password) {
    return "{host: %s, port: %d, database: %s, user: postgres, password: {env: %s}}"
        .formatted(LoopbackPort.HOST, server.spec().port(), database, password);
  }
}
