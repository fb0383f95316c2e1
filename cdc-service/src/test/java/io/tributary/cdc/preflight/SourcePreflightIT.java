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
import static org.awaitility.Awaitility.await;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.common.plan.Connection;
import io.tributary.common.plan.Cutover.OpenTransactions;
import io.tributary.common.plan.SchemaMapping;
import io.tributary.common.secret.SecretRef;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SourcePreflightIT {
  private static final String DATABASE = "preflight_source_it";

  private final PostgresServer server = PostgresFixture.source();
  private Connection target;

  @BeforeEach
  void create() throws Exception {
    server.createDatabase(DATABASE);
    PostgresFixture.target().createDatabase(DATABASE);
    target = connection(PostgresFixture.target(), DATABASE);
    run(
        "CREATE SCHEMA app",
        "CREATE TABLE app.customer (id int PRIMARY KEY)",
        "CREATE TABLE app.orders (id int PRIMARY KEY)");
  }

  @AfterEach
  void drop() {
    server.dropDatabase(DATABASE);
    PostgresFixture.target().dropDatabase(DATABASE);
  }

  @Test
  void passesAHealthySource() {
    assertThat(checksOfSource(all("app", "shop")))
        .extracting(PreflightCheck::result)
        .hasSizeGreaterThan(18)
        .containsOnly(Result.PASSED);
  }

  @Test
  void passesAnEmptySource() throws Exception {
    // given
    run("DROP TABLE app.customer, app.orders");

    // when, then
    assertThat(checksOfSource(all("app", "shop")))
        .extracting(PreflightCheck::result)
        .containsOnly(Result.PASSED);
  }

  @Test
  void namesTheAddressThatDoesNotAnswerAndGoesOnWithTheRest() {
    // given
    Connection nowhere = new Connection("127.0.0.1", 1, "shop", "u", null, "prefer");

    // when
    List<PreflightCheck> checks =
        check(migration(target, source("legacy", nowhere, all("app", "shop"))));

    // then
    PreflightCheck connection = only(checks, "SOURCE-CONNECTION");
    assertThat(connection.result()).isEqualTo(Result.FAILED);
    assertThat(connection.finding()).contains("127.0.0.1:1/shop").contains("Check address");
    assertThat(only(checks, "TARGET-CONNECTION").result()).isEqualTo(Result.PASSED);
  }

  @Test
  void namesAWrongPasswordAndAMissingSecretWithoutShowingAny() {
    // given
    Connection wrong = connection(server, DATABASE, "postgres", "not-the-password");
    SecretRef absent = SecretRef.env("TRIBUTARY_NOT_SET");
    Connection unset =
        new Connection(server.host(), server.port(), DATABASE, "postgres", absent, "prefer");

    // when
    List<PreflightCheck> checks =
        withCode(
            check(
                migration(
                    target,
                    source("wrong", wrong, all("app", "shop")),
                    source("unset", unset, all("app", "shop")))),
            "SOURCE-CONNECTION");

    // then
    assertThat(checks).extracting(PreflightCheck::result).containsOnly(Result.FAILED);
    assertThat(checks.get(0).finding())
        .contains("refused the login")
        .doesNotContain("not-the-password");
    assertThat(checks.get(1).finding()).contains("environment variable TRIBUTARY_NOT_SET");
  }

  @Test
  void refusesPreparedTransactionsAndPrintsTheStatement() throws Exception {
    // given
    run("BEGIN", "INSERT INTO app.orders VALUES (1)", "PREPARE TRANSACTION 'pay-7'");

    // when, then
    try {
      assertThat(only(checksOfSource(all("app", "shop")), "PREPARED-TRANSACTIONS"))
          .satisfies(
              failed("Prepared transaction pay-7 of postgres", "ROLLBACK PREPARED 'pay-7';"));
    } finally {
      run("ROLLBACK PREPARED 'pay-7'");
    }
  }

  @Test
  void namesALongTransaction() throws Exception {
    try (java.sql.Connection open = server.connect(DATABASE);
        Statement statement = open.createStatement()) {
      // given
      open.setAutoCommit(false);
      statement.execute("SELECT 1");

      // when
      PreflightCheck check =
          await()
              .atMost(Duration.ofSeconds(5))
              .until(
                  () -> withCode(checksOfSource(all("app", "shop")), "LONG-TRANSACTIONS").get(0),
                  found -> found.result() == Result.WARNING);

      // then
      int pid = open.unwrap(org.postgresql.PGConnection.class).getBackendPID();
      assertThat(check.finding()).contains("pid " + pid + " (user postgres");
      assertThat(check.fix()).contains("pg_terminate_backend(" + pid + ")");
    }
  }

  @Test
  void printsTheGrantsThatAPoorRoleLacks() throws Exception {
    // given
    run(
        "DROP ROLE IF EXISTS \"Poor\"",
        "CREATE ROLE \"Poor\" LOGIN PASSWORD 'p'",
        "ALTER TABLE app.orders ENABLE ROW LEVEL SECURITY");
    Connection poor = connection(server, DATABASE, "Poor", "p");

    // when
    List<PreflightCheck> checks =
        check(
            migration(
                target, OpenTransactions.TERMINATE, source("legacy", poor, all("app", "shop"))));

    // then
    assertThat(only(checks, "REPLICATION-RIGHT"))
        .satisfies(failed("Role Poor has no right", "ALTER ROLE \"Poor\" REPLICATION;"));
    assertThat(only(checks, "SOURCE-CREATE"))
        .satisfies(failed("Role Poor may not create", "GRANT CREATE ON DATABASE \"" + DATABASE));
    assertThat(only(checks, "TABLE-RIGHTS"))
        .satisfies(failed("app.customer, app.orders", "GRANT \"postgres\" TO \"Poor\";"));
    assertThat(only(checks, "ROW-SECURITY"))
        .satisfies(failed("app.orders", "ALTER ROLE \"Poor\" BYPASSRLS;"));
    assertThat(only(checks, "TERMINATE-RIGHT"))
        .satisfies(failed("TERMINATE", "GRANT pg_signal_backend TO \"Poor\";"));
  }

  private List<PreflightCheck> checksOfSource(SchemaMapping mapping) {
    Connection connection = connection(server, DATABASE);
    return check(migration(target, source("legacy", connection, mapping))).stream()
        .filter(check -> check.subject().equals("legacy"))
        .toList();
  }

  private void run(String... statements) throws Exception {
    execute(server, DATABASE, statements);
  }
}
