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
  void refusesNamesOfEveryOtherObjectThatAPostgresqlSourceBrings() throws Exception {
    // given: one object of each kind in the source, and a schema in use
    execute(
        legacy,
        DATABASE,
        "CREATE TYPE public.mood AS ENUM ('a')",
        "CREATE DOMAIN public.positive AS int",
        "CREATE SEQUENCE public.counter",
        "CREATE VIEW public.latest AS SELECT 1 AS n",
        "CREATE FUNCTION public.feel(m public.mood, n int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE COLLATION public.plain FROM \"C\"",
        "CREATE TABLE public.numbered (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY)");
    execute(server, DATABASE, "CREATE SCHEMA shop", "CREATE VIEW shop.seen AS SELECT 1 AS n");
    assertThat(names(source).result()).isEqualTo(Result.PASSED);
    // and: what shares a name without being in the way
    execute(
        server,
        DATABASE,
        "CREATE TYPE shop.mood_of_others AS ENUM ('a')",
        "CREATE FUNCTION shop.feel(n int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE FUNCTION shop.latest() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE COLLATION shop.counter FROM \"C\"",
        "CREATE TABLE public.numbered (id int)");
    assertThat(names(source).result()).isEqualTo(Result.PASSED);

    // when, then
    for (var taking :
        Map.of(
                "TABLE shop.latest (id int)", "shop.latest (table)",
                "TYPE shop.latest AS ENUM ('a')", "shop.latest (type)",
                "TABLE shop.mood (id int)", "shop.mood (table)",
                "TYPE shop.positive AS (n int)", "shop.positive (type)",
                "VIEW shop.counter AS SELECT 1 AS n", "shop.counter (view)",
                "COLLATION shop.plain FROM \"C\"", "shop.plain (collation)",
                "INDEX numbered_pkey ON shop.other (id)", "shop.numbered_pkey (index)",
                "SEQUENCE shop.numbered_id_seq", "shop.numbered_id_seq (sequence)")
            .entrySet()) {
      execute(server, DATABASE, "CREATE TABLE shop.other (id int)", "CREATE " + taking.getKey());
      assertThat(names(source))
          .as(taking.getKey())
          .satisfies(failed(taking.getValue(), "map the source"));
      String[] words = taking.getKey().split("[ (]");
      String name = words[1].startsWith("shop.") ? words[1] : "shop." + words[1];
      execute(server, DATABASE, "DROP " + words[0] + " " + name, "DROP TABLE shop.other");
    }
    // and: a function by the types of its arguments, which move along
    execute(
        server,
        DATABASE,
        "CREATE TYPE shop.mood AS ENUM ('b')",
        "CREATE FUNCTION shop.feel(shop.mood, int) RETURNS int LANGUAGE sql AS 'SELECT 1'");
    assertThat(names(source))
        .satisfies(failed("shop.feel(shop.mood, integer) (function)", "map the source"));
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
