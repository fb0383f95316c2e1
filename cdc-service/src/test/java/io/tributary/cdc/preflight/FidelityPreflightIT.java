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
import static io.tributary.cdc.preflight.PreflightSubject.withRights;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.common.plan.DatabaseCreate;
import io.tributary.common.plan.SchemaRights;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import io.tributary.fixture.PrintedCommands;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What of a schema cannot be carried is named, by table and column where there is one. */
class FidelityPreflightIT {
  private static final String DATABASE = "preflight_fidelity_it";

  private final PostgresServer server = PostgresFixture.source();
  private final PostgresServer targetServer = PostgresFixture.target();

  @BeforeEach
  void create() throws Exception {
    server.createDatabase(DATABASE);
    targetServer.createDatabase(DATABASE);
    run("CREATE SCHEMA app", "CREATE SCHEMA elsewhere", "CREATE TABLE app.t (id int PRIMARY KEY)");
  }

  @AfterEach
  void drop() {
    server.dropDatabase(DATABASE);
    targetServer.dropDatabase(DATABASE);
  }

  @Test
  void findsNothingInAPlainSchema() {
    assertThat(checks(all("app", "shop")))
        .filteredOn(
            check ->
                check
                    .code()
                    .matches(
                        ".*-(FOREIGN-TABLES|CATALOG-COLUMNS|OUTSIDE-REFERENCE"
                            + "|NAMES-IN-TEXT|LEFT-BEHIND|TARGET-EXTENSION-SCHEMA|TARGET-GRANTEE"
                            + "|TARGET-POLICY-ROLE|TARGET-ROW-SECURITY)"))
        .hasSize(9)
        .allMatch(check -> check.result() == Result.PASSED);
  }

  @Test
  void refusesForeignTablesThatMove() throws Exception {
    // given
    run(
        "CREATE FOREIGN DATA WRAPPER nothing",
        "CREATE SERVER far FOREIGN DATA WRAPPER nothing",
        "CREATE FOREIGN TABLE app.\"Remote\" (id int) SERVER far");
    SchemaMapping without =
        new SchemaMapping("app", "shop", Map.of(), List.of(), List.of("Remote"));

    // when, then
    assertThat(only(checks(all("app", "shop")), "FOREIGN-TABLES"))
        .satisfies(failed("app.Remote (server far)", "Exclude"));
    assertThat(only(checks(without), "FOREIGN-TABLES").result()).isEqualTo(Result.PASSED);
  }

  @Test
  void refusesColumnsThatNameObjectsOfTheirDatabase() throws Exception {
    // given
    run(
        "CREATE TYPE app.pair AS (a int, r regclass)",
        "CREATE DOMAIN app.proc AS regprocedure",
        "CREATE TEXT SEARCH CONFIGURATION app.words (COPY = simple)",
        "ALTER TABLE app.t ADD rel regclass, ADD rels regclass[], ADD p app.pair,"
            + " ADD d app.proc, ADD lang regconfig, ADD own regconfig, ADD n oid",
        "INSERT INTO app.t (id, lang, own) VALUES (1, 'english', 'app.words')");

    // when
    List<PreflightCheck> found = withCode(checks(all("app", "shop")), "CATALOG-COLUMNS");

    // then
    assertThat(found).extracting(PreflightCheck::result).containsOnly(Result.FAILED);
    assertThat(found)
        .extracting(check -> check.finding().split(" ")[1])
        .containsExactly("app.t.rel", "app.t.rels", "app.t.p", "app.t.d", "app.t.own");
    assertThat(found.get(0).fix())
        .contains("ALTER TABLE \"app\".\"t\" ALTER COLUMN \"rel\" TYPE text");
    PrintedFix.works(() -> checks(all("app", "shop")), "CATALOG-COLUMNS", server, DATABASE);
  }

  @Test
  void refusesReferencesToWhatStays() throws Exception {
    // given
    run(
        "CREATE TABLE app.gone (id int PRIMARY KEY)",
        "CREATE TYPE elsewhere.mood AS ENUM ('a')",
        "CREATE FUNCTION elsewhere.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "ALTER TABLE app.t ADD g int REFERENCES app.gone, ADD m elsewhere.mood,"
            + " ADD c int DEFAULT elsewhere.f()",
        "CREATE VIEW app.v AS SELECT FROM app.gone",
        "CREATE TABLE elsewhere.child () INHERITS (app.t)",
        "CREATE EXTENSION citext SCHEMA elsewhere",
        "ALTER TABLE app.t ADD x elsewhere.citext");
    SchemaMapping mapping = new SchemaMapping("app", "shop", Map.of(), List.of(), List.of("gone"));

    // when
    List<PreflightCheck> found = withCode(checks(mapping), "OUTSIDE-REFERENCE");

    // then
    assertThat(found)
        .extracting(PreflightCheck::finding)
        .containsExactlyInAnyOrder(
            "constraint t_g_fkey on table app.t refers to table app.gone in schema app, which does"
                + " not move.",
            "table app.t refers to type elsewhere.mood in schema elsewhere, which does not move.",
            "default value for column c of table app.t refers to function elsewhere.f() in schema"
                + " elsewhere, which does not move.",
            "rule _RETURN on view app.v refers to table app.gone in schema app, which does not"
                + " move.");
  }

  @Test
  void namesTextsThatKeepTheOldSchema() throws Exception {
    // given
    run(
        "CREATE FUNCTION app.safe() RETURNS int LANGUAGE sql AS 'SELECT id FROM app.t'",
        "CREATE FUNCTION app.built(n text) RETURNS void LANGUAGE plpgsql AS"
            + " $$BEGIN EXECUTE format('TABLE %I.%I', 'app', n); END$$",
        "CREATE FUNCTION app.pasted(n text) RETURNS void LANGUAGE plpgsql AS"
            + " $$BEGIN EXECUTE 'TABLE app.' || n; END$$",
        "CREATE FUNCTION app.trg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE TRIGGER told AFTER INSERT ON app.t EXECUTE FUNCTION app.trg('app.t')",
        "CREATE SEQUENCE app.s",
        "ALTER TABLE app.t ADD late int DEFAULT nextval(('app.s'::text)::regclass),"
            + " ADD early int DEFAULT nextval('app.s')");

    // when, then
    assertThat(only(checks(all("app", "shop")), "NAMES-IN-TEXT"))
        .satisfies(
            check -> {
              assertThat(check.result()).isEqualTo(Result.WARNING);
              assertThat(check.finding())
                  .endsWith(
                      ": default of app.t.late, function app.built(text),"
                          + " function app.pasted(text), trigger told on app.t.");
            });
    assertThat(only(checks(all("app", "app")), "NAMES-IN-TEXT").result()).isEqualTo(Result.PASSED);
  }

  @Test
  void takesNoWordOfATextForASchema() throws Exception {
    // given
    run(
        "CREATE FUNCTION app.prose() RETURNS text LANGUAGE plpgsql AS $$BEGIN"
            + " -- the app is not meant\n RAISE NOTICE 'told the app.';"
            + " RETURN 'app-api' || 'https://app.example' || 'my-app'; END$$",
        "ALTER TABLE app.t ADD kind text DEFAULT 'app-api' CHECK (kind <> 'an app, not ours'),"
            + " ADD url text DEFAULT 'https://app.example/x'",
        "CREATE VIEW app.v AS SELECT id, 'my app'::text AS of FROM app.t WHERE kind <> 'the app.'");

    // when, then
    assertThat(only(checks(all("app", "shop")), "NAMES-IN-TEXT").result()).isEqualTo(Result.PASSED);
    run(
        "ALTER TABLE app.t ADD a text DEFAULT 'app'",
        "ALTER TABLE app.t ADD b text DEFAULT 'public, \"app\"'",
        "ALTER TABLE app.t ADD c text DEFAULT 'SELECT * FROM app.t'",
        "ALTER TABLE app.t ADD d text DEFAULT 'app.' || 'x'",
        "CREATE FUNCTION app.path() RETURNS void LANGUAGE plpgsql AS"
            + " $$BEGIN SET LOCAL search_path = app; END$$",
        "CREATE FUNCTION app.gone() RETURNS void LANGUAGE plpgsql AS"
            + " $$BEGIN EXECUTE 'DROP SCHEMA app'; END$$");
    assertThat(only(checks(all("app", "shop")), "NAMES-IN-TEXT").finding())
        .endsWith(
            ": default of app.t.a, default of app.t.b, default of app.t.c, default of app.t.d, function"
                + " app.gone(), function app.path().");
  }

  @Test
  void saysWhatStaysOfTheDatabase() throws Exception {
    // given
    run(
        "CREATE FUNCTION app.ev() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'",
        "CREATE EVENT TRIGGER watcher ON ddl_command_end EXECUTE FUNCTION app.ev()",
        "CREATE PUBLICATION feed FOR TABLE app.t",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO pg_monitor");

    // when, then
    assertThat(only(checks(all("app", "shop")), "LEFT-BEHIND").finding())
        .isEqualTo(
            "These stay at the source: default privileges of role postgres in schema app,"
                + " event trigger watcher, publication feed.");
  }

  @Test
  void asksForTheRolesThatGrantsAndPoliciesName() throws Exception {
    // given
    run(
        "DO $$ BEGIN CREATE ROLE fidelity_absent; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
        "GRANT SELECT (id) ON app.t TO fidelity_absent",
        "CREATE POLICY mine ON app.t TO fidelity_absent USING (true)",
        "GRANT SELECT ON app.t TO pg_monitor");

    // when
    List<PreflightCheck> checks = checks(all("app", "shop"));

    // then
    PreflightCheck leftOut = only(checks, "TARGET-GRANTEE");
    assertThat(leftOut.result()).isEqualTo(Result.WARNING);
    assertThat(leftOut.finding())
        .isEqualTo(
            "Rights of source legacy are left out in schema shop, because the migration file does"
                + " not give them to these roles: fidelity_absent (\"shop\".t), pg_monitor (\"shop\".t).");
    assertThat(leftOut.fix())
        .contains("target.schemas.shop.readers", "`CREATE ROLE \"fidelity_absent\";`")
        .contains("`GRANT SELECT (id) ON TABLE \"shop\".t TO \"fidelity_absent\";`")
        .endsWith("`GRANT SELECT ON TABLE \"shop\".t TO \"pg_monitor\";`");
    assertThat(only(checks, "TARGET-POLICY-ROLE"))
        .satisfies(failed("mine on app.t", "CREATE ROLE \"fidelity_absent\";"));
    try {
      execute(
          targetServer, DATABASE, "CREATE SCHEMA shop", "CREATE TABLE shop.t (id int PRIMARY KEY)");
      PrintedFix.run(leftOut, targetServer, DATABASE);
      execute(targetServer, DATABASE, "DROP SCHEMA shop CASCADE", "DROP ROLE fidelity_absent");
      PrintedFix.works(
          () -> checks(all("app", "shop")), "TARGET-POLICY-ROLE", targetServer, DATABASE);
    } finally {
      execute(targetServer, DATABASE, "DROP ROLE IF EXISTS fidelity_absent");
    }
  }

  @Test
  void saysWhichRightsAreLeftOutAndPrintsWhatGivesThem() throws Exception {
    // given
    run(
        "CREATE TYPE app.mood AS ENUM ('good')",
        "CREATE SEQUENCE app.\"Next\"",
        "CREATE TABLE app.u (id int)",
        "CREATE TABLE app.stays (id int)",
        "CREATE FUNCTION app.f(app.mood[], int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE SCHEMA other AUTHORIZATION pg_monitor",
        "GRANT USAGE ON SCHEMA app TO pg_monitor, pg_signal_backend",
        "GRANT ALL ON app.t, app.u TO pg_monitor, pg_signal_backend",
        "GRANT SELECT ON app.stays TO pg_monitor",
        "GRANT SELECT ON app.t TO PUBLIC",
        "GRANT USAGE ON SEQUENCE app.\"Next\" TO pg_monitor WITH GRANT OPTION",
        "GRANT EXECUTE ON FUNCTION app.f(app.mood[], int) TO pg_monitor",
        "GRANT USAGE ON TYPE app.mood TO pg_monitor",
        "GRANT SELECT ON app.t TO pg_read_all_stats",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO pg_monitor");
    SchemaMapping mapping =
        new SchemaMapping("app", "shop", Map.of("u", "shop"), List.of(), List.of("stays"));
    execute(
        targetServer,
        DATABASE,
        "DO $$ BEGIN CREATE ROLE preflight_shop; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
        "CREATE SCHEMA shop",
        "CREATE TYPE shop.mood AS ENUM ('good')",
        "CREATE SEQUENCE shop.\"Next\"",
        "CREATE TABLE shop.t (id int)",
        "CREATE TABLE shop.u (id int)",
        "CREATE FUNCTION shop.f(shop.mood[], int) RETURNS int LANGUAGE sql AS 'SELECT 1'");

    // when
    PreflightCheck leftOut =
        only(
            check(
                withRights(
                    migration(
                        connection(targetServer, DATABASE),
                        source("legacy", connection(server, DATABASE), mapping)),
                    new SchemaRights(DatabaseCreate.NO, List.of("pg_read_all_stats")))),
            "TARGET-GRANTEE");

    // then
    try {
      assertThat(leftOut.finding())
          .endsWith(": pg_monitor (6 objects), pg_signal_backend (3 objects).");
      assertThat(PrintedCommands.in(leftOut.fix()))
          .containsExactlyInAnyOrder(
              "GRANT USAGE ON SCHEMA \"shop\" TO \"pg_monitor\", \"pg_signal_backend\";",
              "ALTER DEFAULT PRIVILEGES FOR ROLE \"preflight_shop\" IN SCHEMA \"shop\" GRANT SELECT ON TABLES TO \"pg_monitor\";",
              "GRANT EXECUTE ON ROUTINE \"shop\".f(shop.mood[], integer) TO \"pg_monitor\";",
              "GRANT USAGE ON SEQUENCE \"shop\".\"Next\" TO \"pg_monitor\" WITH GRANT OPTION;",
              "GRANT ALL ON TABLE \"shop\".t, \"shop\".u TO \"pg_monitor\", \"pg_signal_backend\";",
              "GRANT USAGE ON TYPE \"shop\".mood TO \"pg_monitor\";");
      PrintedFix.run(leftOut, targetServer, DATABASE);
    } finally {
      execute(targetServer, DATABASE, "DROP SCHEMA shop CASCADE");
    }
  }

  @Test
  void printsTheGrantsThatAnOrdinaryTargetRoleNeeds() throws Exception {
    // given
    run("ALTER TABLE app.t ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY");
    execute(
        targetServer,
        DATABASE,
        "DROP ROLE IF EXISTS \"Fidelity\"",
        "CREATE ROLE \"Fidelity\" LOGIN PASSWORD 'f'",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE ON SCHEMA public TO \"Fidelity\"");

    // when, then
    List<PreflightCheck> checks = checksAs("Fidelity", "f");
    assertThat(only(checks, "TARGET-EXTENSION-SCHEMA"))
        .satisfies(
            failed("schema public", "GRANT USAGE ON SCHEMA \"public\" TO \"Fidelity\" WITH GRANT"));
    assertThat(only(checks, "TARGET-ROW-SECURITY"))
        .satisfies(failed("app.t", "ALTER ROLE \"Fidelity\" BYPASSRLS;"));
    PrintedFix.Look again = () -> checksAs("Fidelity", "f");
    PrintedFix.works(again, "TARGET-EXTENSION-SCHEMA", targetServer, DATABASE);
    PrintedFix.works(again, "TARGET-ROW-SECURITY", targetServer, DATABASE);
  }

  private List<PreflightCheck> checks(SchemaMapping mapping) {
    DatabaseAddress target = connection(targetServer, DATABASE);
    return check(migration(target, source("legacy", connection(server, DATABASE), mapping)));
  }

  private List<PreflightCheck> checksAs(String user, String password) {
    DatabaseAddress target = connection(targetServer, DATABASE, user, password);
    return check(
        migration(target, source("legacy", connection(server, DATABASE), all("app", "shop"))));
  }

  private void run(String... statements) throws Exception {
    execute(server, DATABASE, statements);
  }
}
