package io.tributary.cdc.preflight;

import static io.tributary.cdc.preflight.PreflightSubject.all;
import static io.tributary.cdc.preflight.PreflightSubject.execute;
import static io.tributary.cdc.preflight.PreflightSubject.failed;
import static io.tributary.cdc.preflight.PreflightSubject.migration;
import static io.tributary.cdc.preflight.PreflightSubject.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.common.plan.rule.ConversionRules;
import io.tributary.common.plan.rule.TableRule;
import io.tributary.common.plan.source.ChromaSource;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SqliteSource;
import io.tributary.local.chroma.ChromaTables;
import io.tributary.local.chroma.ChromaWriter;
import io.tributary.mapping.sqlite.SqliteProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A schema in use is no obstacle, but something in it that has the name of a table that moves. */
class TargetNamesPreflightIT extends TargetScenario {
  @TempDir Path home;

  @Test
  void refusesNamesThatTablesOfAPostgresqlSourceWouldTake() throws Exception {
    // given
    execute(server, DATABASE, "CREATE SCHEMA shop", "CREATE VIEW shop.seen AS SELECT 1 AS n");
    assertThat(names(source).result()).isEqualTo(Result.PASSED);

    // when, then
    for (String taking :
        List.of(
            "TABLE shop.passage (id int)",
            "VIEW shop.passage AS SELECT 1 AS n",
            "SEQUENCE shop.passage",
            "TYPE shop.passage AS ENUM ('a')")) {
      execute(server, DATABASE, "CREATE " + taking);
      String kind = taking.substring(0, taking.indexOf(' '));
      assertThat(names(source))
          .as(taking)
          .satisfies(
              failed(
                  "shop.passage (" + kind.toLowerCase(java.util.Locale.ROOT) + ")",
                  "map the source to another schema"));
      execute(server, DATABASE, "DROP " + kind + " shop.passage");
    }
  }

  @Test
  void refusesNamesThatAreDerivedFromAFile() throws Exception {
    // given
    SqliteProgram.in(home).run("CREATE TABLE item (id INTEGER PRIMARY KEY);");
    SqliteSource file =
        SqliteSource.of("legacy", home.resolve("test.db").toString(), all("main", "shop"));
    execute(
        server, DATABASE, "CREATE SCHEMA shop", "CREATE TABLE shop.item (id bigint PRIMARY KEY)");

    // when, then
    assertThat(names(file)).satisfies(failed("shop.item (table)", "`ddl: existing`"));
    assertThat(names(file.withDdlFile(SqliteSource.EXISTING)).result()).isEqualTo(Result.PASSED);
    assertThat(
            names(
                    file.with(
                        ConversionRules.UNSAID.withTables(
                            Map.of("item", new TableRule("thing", Map.of())))))
                .result())
        .isEqualTo(Result.PASSED);
    // and: what the migration has made itself is no obstacle
    execute(
        server,
        DATABASE,
        "CREATE SCHEMA tributary",
        "CREATE TABLE tributary.preparation AS SELECT 'shop'::text AS migration,"
            + " 'legacy'::text AS source, 'schema.plan'::text AS item");
    assertThat(names(file).result()).isEqualTo(Result.PASSED);
  }

  @Test
  void refusesNamesOfCollectionsAndOfTheirOneTable() throws Exception {
    // given
    try (ChromaWriter application = new ChromaWriter(home, ChromaTables.CURRENT)) {
      application.create("default_database", "notes", "l2", 2);
    }
    ChromaSource directory =
        ChromaSource.of(
            "vectors",
            home.toString(),
            List.of(all("default_database", "shop")),
            ConversionRules.UNSAID);
    execute(
        server,
        DATABASE,
        "CREATE SCHEMA shop",
        "CREATE TABLE shop.vector_notes (id text)",
        "CREATE TABLE shop.memory (id text)");

    // when, then
    assertThat(names(directory))
        .satisfies(failed("shop.vector_notes (table)", "other names (`to`)"))
        .satisfies(check -> assertThat(check.finding()).doesNotContain("shop.memory"));
    assertThat(names(directory.withOneTable("memory")))
        .satisfies(failed("shop.memory (table), shop.vector_notes (table)", "drop what is there"));
  }

  private PreflightCheck names(Source moving) {
    return only(
        PreflightSubject.check(PreflightSubject.intoSchemaInUse(migration(target, moving))),
        "TARGET-NAMES");
  }
}
