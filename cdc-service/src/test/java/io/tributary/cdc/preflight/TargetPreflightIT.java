package io.tributary.cdc.preflight;

import static io.tributary.cdc.preflight.PreflightSubject.all;
import static io.tributary.cdc.preflight.PreflightSubject.check;
import static io.tributary.cdc.preflight.PreflightSubject.connection;
import static io.tributary.cdc.preflight.PreflightSubject.execute;
import static io.tributary.cdc.preflight.PreflightSubject.failed;
import static io.tributary.cdc.preflight.PreflightSubject.migration;
import static io.tributary.cdc.preflight.PreflightSubject.only;
import static io.tributary.cdc.preflight.PreflightSubject.source;
import static io.tributary.cdc.preflight.PreflightSubject.withCode;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.connect.OneAnswer;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TlsMode;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.source.Source;
import io.tributary.fixture.PrintedCommands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetPreflightIT extends TargetScenario {
  @TempDir Path home;

  @Test
  void passesAFreshTarget() {
    // when
    List<PreflightCheck> checks =
        check(migration(target, source)).stream()
            .filter(check -> check.subject().equals("target"))
            .toList();

    // then
    assertThat(checks).extracting(PreflightCheck::result).containsOnly(Result.PASSED);
    assertThat(only(checks, "TARGET-EXTENSION").finding()).contains("[vector]");
    assertThat(only(checks, "TARGET-SPACE").finding()).contains("MB with their indexes");
  }

  @Test
  void refusesASchemaThatIsNotEmptyUnlessThisMigrationFilledIt() throws Exception {
    // given
    Migration migration = migration(target, source);
    execute(server, DATABASE, "CREATE SCHEMA shop", "CREATE TABLE shop.mine (id int)");

    // when, then
    assertThat(only(check(migration), "TARGET-NOT-EMPTY"))
        .satisfies(failed("Schema shop of the target holds 1", "allow-non-empty: true"));
    PrintedFix.works(() -> check(migration), "TARGET-NOT-EMPTY", server, DATABASE, 0);
    execute(
        server,
        DATABASE,
        "CREATE SCHEMA shop",
        "CREATE TABLE shop.mine (id int)",
        "CREATE SCHEMA tributary",
        "CREATE TABLE tributary.preparation AS SELECT 'shop'::text AS migration");
    assertThat(only(check(migration), "TARGET-NOT-EMPTY").result()).isEqualTo(Result.PASSED);
  }

  @Test
  void refusesASchemaThatHoldsSomethingElseThanTables() throws Exception {
    for (String object :
        List.of(
            "CREATE TYPE shop.kind AS ENUM ('a')",
            "CREATE FUNCTION shop.kind() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "CREATE COLLATION shop.kind FROM \"C\"")) {
      // given
      execute(server, DATABASE, "CREATE SCHEMA shop", object);

      // when, then
      assertThat(only(check(migration(target, source)), "TARGET-NOT-EMPTY"))
          .as(object)
          .satisfies(failed("Schema shop of the target holds 1 objects already", "allow-non-empty"))
          .satisfies(check -> assertThat(check.finding()).contains("shop.kind"));
      execute(server, DATABASE, "DROP SCHEMA shop CASCADE");
    }
  }

  @Test
  void saysWhatASchemaInUseHoldsAndWhatItsRoleMayNotUse() throws Exception {
    // given
    Migration migration = PreflightSubject.intoSchemaInUse(migration(target, source));
    execute(
        server,
        DATABASE,
        "CREATE SCHEMA shop",
        "CREATE TABLE shop.mine (id int)",
        "CREATE VIEW shop.seen AS SELECT 1 AS n");

    // when, then
    assertThat(only(check(migration), "TARGET-NOT-EMPTY"))
        .extracting(PreflightCheck::result, PreflightCheck::finding)
        .containsExactly(
            Result.PASSED,
            "The file lets schemas be filled that are in use: schema shop holds 2 objects"
                + " already.");
    assertThat(only(check(migration), "TARGET-ROLE-RIGHTS"))
        .satisfies(
            check -> {
              assertThat(check.result()).isEqualTo(Result.WARNING);
              assertThat(check.finding())
                  .contains("role preflight_shop", "\"shop\".\"mine\"", "\"shop\".\"seen\"");
            });
    for (String statement :
        PrintedCommands.statements(only(check(migration), "TARGET-ROLE-RIGHTS").fix())) {
      execute(server, DATABASE, statement);
    }
    assertThat(withCode(check(migration), "TARGET-ROLE-RIGHTS")).isEmpty();
    execute(server, DATABASE, "DROP OWNED BY preflight_shop", "DROP ROLE preflight_shop");
  }

  @Test
  void letsPostgresReadTheDdlFileOfASchemaThatNothingMovesInto() throws Exception {
    // given
    Path good =
        Files.writeString(home.resolve("good.sql"), "CREATE TABLE doc (id int PRIMARY KEY)");
    Path bad = Files.writeString(home.resolve("bad.sql"), "\nCREATE TABLE x (id nothing_known)");

    // when, then
    PreflightCheck passed =
        only(
            check(PreflightSubject.withPrepared(migration(target, source), good.toString())),
            "PREPARED-SCHEMA");
    assertThat(passed.result()).isEqualTo(Result.PASSED);
    assertThat(passed.finding()).contains("closed until the cutover", "rag");
    assertThat(
            only(
                check(PreflightSubject.withPrepared(migration(target, source), bad.toString())),
                "PREPARED-SCHEMA"))
        .satisfies(failed("bad.sql of schema rag, line 2", "Correct the DDL file."));
    assertThat(
            only(
                check(PreflightSubject.withPrepared(migration(target, source), "/no/such.sql")),
                "PREPARED-SCHEMA"))
        .satisfies(failed("/no/such.sql of schema rag cannot be read", "prepare: true"));
  }

  @Test
  void letsAFileOfASchemaReferToWhatAnEarlierOneMakes() throws Exception {
    // given
    Path documents =
        Files.writeString(home.resolve("documents.sql"), "CREATE TABLE doc (id int PRIMARY KEY)");
    Path embeddings =
        Files.writeString(
            home.resolve("embeddings.sql"),
            "CREATE TABLE chunk (id int PRIMARY KEY, doc int REFERENCES rag.doc)");
    Migration one = PreflightSubject.withPrepared(migration(target, source), documents.toString());

    // when, then
    assertThat(
            only(
                    check(
                        PreflightSubject.withPrepared(
                            one, "rag_embeddings", embeddings.toString())),
                    "PREPARED-SCHEMA")
                .result())
        .isEqualTo(Result.PASSED);
    assertThat(
            only(
                check(PreflightSubject.withPrepared(one, "earlier", embeddings.toString())),
                "PREPARED-SCHEMA"))
        .satisfies(failed("embeddings.sql of schema earlier, line 1", "Correct the DDL file."));
  }

  @Test
  void refusesATargetWhoseEncodingCannotHoldTheTexts() throws Exception {
    // given
    execute(server, "postgres", "DROP DATABASE IF EXISTS preflight_latin");
    execute(
        server,
        "postgres",
        "CREATE DATABASE preflight_latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");

    // when, then
    try {
      assertThat(
              only(
                  check(migration(connection(server, "preflight_latin"), source)),
                  "TARGET-ENCODING"))
          .satisfies(failed("encoding is LATIN1", "ENCODING 'UTF8'"));
      PrintedFix.run(
          only(check(migration(connection(server, "preflight_latin"), source)), "TARGET-ENCODING"),
          server,
          "postgres");
      assertThat(
              only(
                      check(migration(connection(server, "preflight_latin_utf8"), source)),
                      "TARGET-ENCODING")
                  .result())
          .isEqualTo(Result.PASSED);
    } finally {
      server.dropDatabase("preflight_latin_utf8");
      server.dropDatabase("preflight_latin");
    }
  }

  @Test
  void refusesTwoTablesThatWouldGoToTheSamePlace() throws Exception {
    // given
    execute(
        legacy,
        DATABASE,
        "CREATE SCHEMA b",
        "CREATE TABLE b.passage ()",
        "CREATE TABLE b.\"A\" ()");
    execute(legacy, DATABASE, "CREATE TABLE a ()");
    Source second = source("second", connection(legacy, DATABASE), all("b", "shop"));

    // when
    List<PreflightCheck> checks = withCode(check(migration(target, source, second)), "TABLE-TWICE");

    // then
    assertThat(checks)
        .extracting(PreflightCheck::result)
        .containsExactly(Result.WARNING, Result.FAILED);
    assertThat(checks.get(1).finding())
        .isEqualTo(
            "Two tables would go to shop.passage: legacy: public.passage and second: b.passage.");
    assertThat(checks.get(0).finding()).contains("shop.a (legacy: public.a)");
  }

  @Test
  void namesATargetThatDoesNotAnswer() {
    // given
    DatabaseAddress nowhere = new DatabaseAddress("127.0.0.1", 1, "t", "u", null, TlsMode.PREFER);

    // when, then
    assertThat(only(check(migration(nowhere, source)), "TARGET-CONNECTION"))
        .satisfies(failed("127.0.0.1:1/t", "Correct the target's connection."));
  }

  @Test
  void namesConnectThatDoesNotAnswerAndAMissingPgDump() {
    // given
    PreflightService service =
        PreflightSubject.service(PreflightSubject.NO_CONNECT, Optional.of("/nowhere"));

    // when
    List<PreflightCheck> checks = service.check(migration(target, source));

    // then
    assertThat(only(checks, "CONNECT"))
        .satisfies(failed("http://127.0.0.1:1/ does not answer", "tributary.connect.url"));
    assertThat(only(checks, "PG-DUMP"))
        .satisfies(failed("/nowhere/pg_dump cannot be run", "tributary.schema.pg-bin-directory"));
  }

  @Test
  void namesAMissingPlugin() throws Exception {
    // given
    try (OneAnswer bare = new OneAnswer(200, "[]")) {
      // when
      Optional<String> programs = Optional.of(server.binDirectory().toString());
      List<PreflightCheck> checks =
          PreflightSubject.service(bare.url(), programs).check(migration(target, source));

      // then
      assertThat(only(checks, "CONNECT-PLUGIN"))
          .satisfies(failed("does not have the plugin", "plugin.path"));
      assertThat(only(checks, "PG-DUMP").result()).isEqualTo(Result.PASSED);
    }
  }
}
