package io.tributary.cdc.preflight;

import static io.tributary.cdc.preflight.PreflightSubject.check;
import static io.tributary.cdc.preflight.PreflightSubject.connection;
import static io.tributary.cdc.preflight.PreflightSubject.execute;
import static io.tributary.cdc.preflight.PreflightSubject.failed;
import static io.tributary.cdc.preflight.PreflightSubject.migration;
import static io.tributary.cdc.preflight.PreflightSubject.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.common.plan.DatabaseCreate;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.SchemaRights;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the role at the target may do, and what the file lets roles do there. */
class TargetRightsPreflightIT extends TargetScenario {
  @Test
  void printsTheGrantsThatAPoorRoleLacks() throws Exception {
    // given
    execute(
        server,
        DATABASE,
        "DROP ROLE IF EXISTS \"Poor\"",
        "DROP ROLE IF EXISTS preflight_shop",
        "CREATE ROLE \"Poor\" LOGIN PASSWORD 'p'",
        "CREATE ROLE preflight_shop");
    DatabaseAddress poor = connection(server, DATABASE, "Poor", "p");

    // when
    List<PreflightCheck> checks = check(migration(poor, source));

    // then
    assertThat(only(checks, "TARGET-CREATE"))
        .satisfies(failed("may not create schemas", "GRANT CREATE ON DATABASE"));
    assertThat(only(checks, "TARGET-CREATEDB"))
        .satisfies(failed("lacks CREATEDB", "ALTER ROLE \"Poor\" CREATEDB;"));
    assertThat(only(checks, "TARGET-CREATEROLE"))
        .satisfies(failed("lacks CREATEROLE", "ALTER ROLE \"Poor\" CREATEROLE;"));
    assertThat(only(checks, "TARGET-REPLICA-ROLE"))
        .satisfies(
            failed(
                "may not set session_replication_role",
                "GRANT SET ON PARAMETER session_replication_role TO \"Poor\";"));
    assertThat(only(checks, "TARGET-ROLE"))
        .satisfies(
            failed(
                "preflight_shop exists",
                "GRANT \"preflight_shop\" TO \"Poor\" WITH ADMIN OPTION;"));
    for (String code :
        List.of(
            "TARGET-CREATE",
            "TARGET-CREATEDB",
            "TARGET-CREATEROLE",
            "TARGET-REPLICA-ROLE",
            "TARGET-ROLE")) {
      PrintedFix.works(() -> check(migration(poor, source)), code, server, DATABASE);
    }
    execute(server, DATABASE, "REVOKE SET ON PARAMETER session_replication_role FROM \"Poor\"");
    execute(server, DATABASE, "DROP ROLE preflight_shop");
  }

  @Test
  void proposesTheRightToCreateSchemasUntilTheFileDecides() throws Exception {
    // given
    Migration undecided =
        PreflightSubject.withRights(migration(target, source), SchemaRights.UNSAID);

    // when
    PreflightCheck proposal = only(check(undecided), "DATABASE-CREATE");

    // then
    assertThat(proposal.result()).isEqualTo(Result.WARNING);
    assertThat(proposal.finding())
        .contains("postgres may create schemas", "schema shop", "role preflight_shop", "n8n");
    assertThat(proposal.fix()).contains("database-create: true at target.schemas.shop");
    assertThat(only(check(migration(target, source)), "DATABASE-CREATE").result())
        .isEqualTo(Result.PASSED);
  }

  @Test
  void doesNotProposeWhatTheOwnersAtTheSourceMayNotDo() throws Exception {
    // given
    execute(legacy, DATABASE, "DROP ROLE IF EXISTS preflight_owner", "CREATE ROLE preflight_owner");
    execute(legacy, DATABASE, "ALTER TABLE passage OWNER TO preflight_owner");
    Migration undecided =
        PreflightSubject.withRights(migration(target, source), SchemaRights.UNSAID);

    // when, then
    assertThat(only(check(undecided), "DATABASE-CREATE").result()).isEqualTo(Result.PASSED);
    execute(legacy, DATABASE, "GRANT CREATE ON DATABASE " + DATABASE + " TO preflight_owner");
    assertThat(only(check(undecided), "DATABASE-CREATE").finding())
        .contains("preflight_owner may create schemas");
  }

  @Test
  void tellsWhatTheRightToCreateSchemasAllowsAndWhoCanGrantIt() throws Exception {
    // given
    SchemaRights rights = new SchemaRights(DatabaseCreate.YES);
    execute(
        server,
        DATABASE,
        "DROP ROLE IF EXISTS \"Poor\"",
        "CREATE ROLE \"Poor\" LOGIN PASSWORD 'p'",
        "GRANT CREATE ON DATABASE " + DATABASE + " TO \"Poor\"");
    DatabaseAddress poor = connection(server, DATABASE, "Poor", "p");

    // when, then
    PreflightCheck told =
        only(
            check(PreflightSubject.withRights(migration(target, source), rights)),
            "TARGET-DATABASE-CREATE");
    assertThat(told.result()).isEqualTo(Result.PASSED);
    assertThat(told.finding()).contains("may make schemas, publications and trusted extensions");
    assertThat(
            only(
                check(PreflightSubject.withRights(migration(poor, source), rights)),
                "TARGET-DATABASE-CREATE"))
        .satisfies(
            failed(
                "role Poor may not grant",
                "GRANT CREATE ON DATABASE \"" + DATABASE + "\" TO \"Poor\" WITH GRANT OPTION;"));
    PrintedFix.works(
        () -> check(PreflightSubject.withRights(migration(poor, source), rights)),
        "TARGET-DATABASE-CREATE",
        server,
        DATABASE);
  }

  @Test
  void printsTheRoleThatIsToReadASchema() throws Exception {
    // given
    execute(server, DATABASE, "DROP ROLE IF EXISTS \"Reader\"");
    SchemaRights rights = new SchemaRights(DatabaseCreate.UNSAID, List.of("Reader"));

    // when, then
    PrintedFix.works(
        () -> check(PreflightSubject.withRights(migration(target, source), rights)),
        "TARGET-READERS",
        server,
        DATABASE);
    execute(server, DATABASE, "DROP ROLE \"Reader\"");
  }

  @Test
  void refusesFunctionsThatASuperuserWouldRunUnlessTheFileAcceptsThem() throws Exception {
    // given
    execute(
        legacy,
        DATABASE,
        "CREATE FUNCTION odd(n int) RETURNS boolean LANGUAGE sql AS 'SELECT n % 2 = 1'",
        "CREATE TABLE odds (n int PRIMARY KEY CONSTRAINT odd CHECK (odd(n)))");
    SchemaRights accepted = new SchemaRights(DatabaseCreate.NO, List.of(), true);

    // when, then
    assertThat(only(check(migration(target, source)), "TARGET-FUNCTIONS"))
        .satisfies(
            failed(
                "constraint odd of shop.odds calls public.odd(integer)",
                "`functions-unverified: accepted` for shop"));
    assertThat(
            only(
                    check(PreflightSubject.withRights(migration(target, source), accepted)),
                    "TARGET-FUNCTIONS")
                .result())
        .isEqualTo(Result.PASSED);
  }
}
