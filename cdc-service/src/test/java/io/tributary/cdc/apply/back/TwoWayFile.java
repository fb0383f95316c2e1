package io.tributary.cdc.apply.back;

import io.tributary.cdc.apply.ApplyService;
import io.tributary.common.plan.rule.ConversionRules;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.SqliteSource;
import io.tributary.common.plan.source.WayBack;
import io.tributary.mapping.sqlite.SqliteProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Both streams of a SQLite source, to which other processes write. */
final class TwoWayFile extends TwoWayStreams {
  private static final SchemaMapping MAIN =
      new SchemaMapping("main", "app", Map.of(), List.of(), List.of());

  final SqliteProgram file;
  final Path path;

  TwoWayFile(ApplyService apply, ConversionRules rules, String sql) throws IOException {
    this(apply, Files.createTempDirectory("tributary-back-"), rules, sql);
  }

  private TwoWayFile(ApplyService apply, Path directory, ConversionRules rules, String sql)
      throws IOException {
    super(
        apply,
        database ->
            SqliteSource.of("legacy", directory + "/test.db", MAIN)
                .with(rules)
                .with(WayBack.REPLICATE));
    this.path = directory.resolve("test.db");
    this.file = SqliteProgram.in(directory);
    write(sql);
  }

  /** Writes as the application does. */
  void write(String sql) {
    file.run("PRAGMA busy_timeout = 20000; " + sql + ";");
  }

  /** Writes as somebody who takes the fence away and puts it back. */
  void writePastFence(String sql) {
    String fence = "FROM sqlite_master WHERE name LIKE '%tributary_fence%' AND type = 'trigger'";
    String drop = String.join("", lines("SELECT 'DROP TRIGGER \"' || name || '\";' " + fence));
    String make = String.join("\n", lines("SELECT replace(sql, char(10), ' ') || ';' " + fence));
    if (drop.isEmpty()) {
      throw new IllegalStateException("no fence stands in " + path);
    }
    write("BEGIN IMMEDIATE; " + drop + sql + "; " + make + " COMMIT");
  }

  /** What a query of the file prints, by line. */
  List<String> lines(String sql) {
    return file.run(sql + ";").lines().toList();
  }
}
