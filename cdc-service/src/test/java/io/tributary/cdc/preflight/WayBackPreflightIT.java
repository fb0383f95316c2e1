package io.tributary.cdc.preflight;

import static io.tributary.cdc.preflight.PreflightSubject.all;
import static io.tributary.cdc.preflight.PreflightSubject.check;
import static io.tributary.cdc.preflight.PreflightSubject.connection;
import static io.tributary.cdc.preflight.PreflightSubject.execute;
import static io.tributary.cdc.preflight.PreflightSubject.failed;
import static io.tributary.cdc.preflight.PreflightSubject.migration;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.common.plan.source.PostgresSource;
import io.tributary.common.plan.source.WayBack;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import io.tributary.fixture.PrintedCommands;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a source that follows its target needs, at both ends. */
class WayBackPreflightIT {
  private static final String ACTING = "preflight_acting_it";

  @Test
  void asksOfTheTargetWhatCaptureNeeds() {
    // given
    PostgresServer target =
        PostgresFixture.fresh(Map.of("wal_level", "replica", "max_replication_slots", "1"));
    try {
      DatabaseAddress source = connection(PostgresFixture.source(), "postgres");

      // when
      List<PreflightCheck> checks =
          check(
              migration(
                  connection(target, "postgres"),
                  returning("a", source, "shop"),
                  returning("b", source, "rest")));

      // then
      assertThat(of(checks, "a.back", "WAL-LEVEL"))
          .satisfies(failed("wal_level is replica", "ALTER SYSTEM SET wal_level = logical;"));
      assertThat(of(checks, "a", "WAL-LEVEL").result()).isEqualTo(Result.PASSED);
      assertThat(of(checks, "b.back", "REPLICATION-SLOTS"))
          .satisfies(
              failed(
                  "max_replication_slots is 1, others use 0, this migration needs 2.",
                  "ALTER SYSTEM SET max_replication_slots = 2;"));
      assertThat(checks(source, target, WayBack.NONE))
          .noneMatch(found -> found.subject().endsWith(".back"));
    } finally {
      target.stop();
    }
  }

  @Test
  void asksOfTheSourceWhatApplyNeeds() throws Exception {
    // given
    PostgresServer server = PostgresFixture.source();
    execute(
        server,
        "postgres",
        "DROP ROLE IF EXISTS half_way",
        "CREATE ROLE half_way LOGIN REPLICATION PASSWORD 'half'");
    DatabaseAddress source = connection(server, "postgres", "half_way", "half");

    // when
    List<PreflightCheck> checks = checks(source, PostgresFixture.target(), WayBack.REPLICATE);

    // then
    assertThat(of(checks, "a", "TARGET-REPLICA-ROLE"))
        .satisfies(
            failed(
                "Role half_way may not set session_replication_role.",
                "GRANT SET ON PARAMETER session_replication_role TO \"half_way\";"));
    execute(server, "postgres", "DROP ROLE half_way");
  }

  @Test
  void refusesTriggersAndRulesThatActOnRowsThatComeHome() throws Exception {
    // given
    PostgresServer server = PostgresFixture.source();
    server.createDatabase(ACTING);
    execute(
        server,
        ACTING,
        "CREATE TABLE item (id int); CREATE TABLE quiet (id int)",
        "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
        "CREATE TRIGGER fires AFTER INSERT ON item FOR EACH ROW EXECUTE FUNCTION note()",
        "ALTER TABLE item ENABLE ALWAYS TRIGGER fires",
        "CREATE TRIGGER applied AFTER INSERT ON item FOR EACH ROW EXECUTE FUNCTION note()",
        "ALTER TABLE item ENABLE REPLICA TRIGGER applied",
        "CREATE RULE also AS ON UPDATE TO item DO ALSO NOTIFY item",
        "CREATE RULE gone AS ON DELETE TO item DO ALSO NOTIFY item",
        "ALTER TABLE item ENABLE ALWAYS RULE gone",
        "CREATE TRIGGER usual AFTER INSERT ON quiet FOR EACH ROW EXECUTE FUNCTION note()",
        "CREATE RULE usual AS ON DELETE TO quiet DO ALSO NOTIFY quiet");
    DatabaseAddress source = connection(server, ACTING);
    try {
      // when
      PreflightCheck found =
          of(checks(source, PostgresFixture.target(), WayBack.REPLICATE), "a", "WAY-BACK-TRIGGERS");

      // then
      assertThat(found)
          .satisfies(
              failed(
                  "rule also of table public.item, rule gone of table public.item, trigger applied of table public.item, trigger fires of table public.item",
                  "way-back: none"));
      assertThat(checks(source, PostgresFixture.target(), WayBack.NONE))
          .noneMatch(check -> check.code().endsWith("WAY-BACK-TRIGGERS"));
      PrintedCommands.run(found.fix(), server, ACTING);
      assertThat(
              of(
                      checks(source, PostgresFixture.target(), WayBack.REPLICATE),
                      "a",
                      "WAY-BACK-TRIGGERS")
                  .result())
          .isEqualTo(Result.PASSED);
    } finally {
      server.dropDatabase(ACTING);
    }
  }

  @Test
  void refusesFunctionsThatASuperuserWouldRunAsRowsComeHome() throws Exception {
    // given
    PostgresServer server = PostgresFixture.source();
    server.createDatabase(ACTING);
    execute(
        server,
        ACTING,
        "DROP ROLE IF EXISTS home_plain",
        "CREATE ROLE home_plain LOGIN PASSWORD 'p'",
        "CREATE EXTENSION hstore",
        "CREATE FUNCTION odd(n int) RETURNS boolean LANGUAGE sql AS 'SELECT n % 2 = 1'",
        "CREATE TABLE item (id int CONSTRAINT odd CHECK (odd(id)))",
        "CREATE TABLE usual (id int CHECK (abs(id) > 0), h hstore CHECK (h ? 'a'))");
    DatabaseAddress source = connection(server, ACTING);
    try {
      // when
      PreflightCheck found =
          of(
              checks(source, PostgresFixture.target(), WayBack.REPLICATE),
              "a",
              "WAY-BACK-FUNCTIONS");

      // then
      assertThat(found)
          .satisfies(
              failed(
                  "Role postgres may do everything in source a, and would run functions as rows are written that the application may have written, or that run a text as SQL: constraint odd of public.item calls public.odd(integer).",
                  "set `functions-unverified: accepted` at source a in the migration file. Or say way-back: none"));
      assertThat(checks(source, PostgresFixture.target(), WayBack.NONE))
          .noneMatch(check -> check.code().endsWith("WAY-BACK-FUNCTIONS"));
      PostgresSource trusted = returning("a", source, "shop").withFunctionsUnverified();
      DatabaseAddress target = connection(PostgresFixture.target(), "postgres");
      DatabaseAddress plain = connection(server, ACTING, "home_plain", "p");
      for (PostgresSource passing : List.of(trusted, returning("a", plain, "shop"))) {
        assertThat(of(check(migration(target, passing)), "a", "WAY-BACK-FUNCTIONS").result())
            .isEqualTo(Result.PASSED);
      }
    } finally {
      server.dropDatabase(ACTING);
      execute(server, "postgres", "DROP ROLE home_plain");
    }
  }

  @Test
  void refusesTablesThatStayAndReferToWhatComesHome() throws Exception {
    // given
    PostgresServer server = PostgresFixture.source();
    server.createDatabase(ACTING);
    execute(
        server,
        ACTING,
        "CREATE TABLE account (id int PRIMARY KEY); CREATE TABLE note (a int REFERENCES account)",
        "CREATE SCHEMA kept",
        "CREATE TABLE kept.audit (a int CONSTRAINT \"whose\" REFERENCES account ON DELETE CASCADE)");
    DatabaseAddress source = connection(server, ACTING);
    try {
      // when
      PreflightCheck found =
          of(
              checks(source, PostgresFixture.target(), WayBack.REPLICATE),
              "a",
              "WAY-BACK-REFERENCES");

      // then: that of a table that moves as well is no matter
      assertThat(found)
          .satisfies(failed("kept.audit (whose) to public.account.", "DROP CONSTRAINT whose"));
      assertThat(checks(source, PostgresFixture.target(), WayBack.NONE))
          .noneMatch(check -> check.code().endsWith("WAY-BACK-REFERENCES"));
      PrintedCommands.run(found.fix(), server, ACTING);
      assertThat(
              of(
                      checks(source, PostgresFixture.target(), WayBack.REPLICATE),
                      "a",
                      "WAY-BACK-REFERENCES")
                  .result())
          .isEqualTo(Result.PASSED);
    } finally {
      server.dropDatabase(ACTING);
    }
  }

  private static List<PreflightCheck> checks(
      DatabaseAddress source, PostgresServer target, WayBack wayBack) {
    return check(
        migration(connection(target, "postgres"), returning("a", source, "shop").with(wayBack)));
  }

  private static PostgresSource returning(String name, DatabaseAddress source, String to) {
    return PostgresSource.of(name, source, List.of(all("public", to))).with(WayBack.REPLICATE);
  }

  private static PreflightCheck of(List<PreflightCheck> checks, String subject, String code) {
    return checks.stream()
        .filter(found -> found.subject().equals(subject) && found.code().endsWith("-" + code))
        .findFirst()
        .orElseThrow();
  }
}
