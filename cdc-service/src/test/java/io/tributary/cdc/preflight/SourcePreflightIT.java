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
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TlsMode;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.common.plan.cutover.CutoverSettings.OpenTransactions;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.WhenEmpty;
import io.tributary.common.secret.SecretRef;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SourcePreflightIT {
  private static final String DATABASE = "preflight_source_it";

  private final PostgresServer server = PostgresFixture.source();
  private DatabaseAddress target;

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
  void passesAnEmptySourceWhereTheFileAllowsIt() throws Exception {
    // given
    run("DROP TABLE app.customer, app.orders");

    // when, then
    assertThat(
            check(
                    migration(
                        target,
                        source("legacy", connection(server, DATABASE), all("app", "shop"))
                            .with(WhenEmpty.ALLOWED)))
                .stream()
                .filter(check -> check.subject().equals("legacy")))
        .extracting(PreflightCheck::result)
        .containsOnly(Result.PASSED);
  }

  @Test
  void namesTheAddressThatDoesNotAnswerAndGoesOnWithTheRest() {
    // given
    DatabaseAddress nowhere =
        new DatabaseAddress("127.0.0.1", 1, "shop", "u", null, TlsMode.PREFER);

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
  void namesADatabaseThatDoesNotExistWithTheNearestName() {
    // when
    List<PreflightCheck> checks =
        check(
            migration(
                target.at(target.database() + "s"),
                source(
                    "legacy",
                    connection(server, DATABASE + "x", "postgres", server.password()),
                    all("app", "shop"))));

    // then
    assertThat(only(checks, "SOURCE-CONNECTION").finding())
        .contains("There is no database at", "Did you mean " + DATABASE + "?");
    assertThat(only(checks, "TARGET-CONNECTION").finding())
        .contains("Did you mean " + target.database() + "?");
  }

  @Test
  void namesAWrongPasswordAndAMissingSecretWithoutShowingAny() {
    // given
    DatabaseAddress wrong = connection(server, DATABASE, "postgres", "not-the-password");
    SecretRef absent = SecretRef.env("TRIBUTARY_NOT_SET");
    DatabaseAddress unset =
        new DatabaseAddress(
            server.host(), server.port(), DATABASE, "postgres", absent, TlsMode.PREFER);

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
      PrintedFix.works(
          () -> checksOfSource(all("app", "shop")), "PREPARED-TRANSACTIONS", server, DATABASE, 1);
      run("BEGIN", "INSERT INTO app.orders VALUES (2)", "PREPARE TRANSACTION 'pay-7'");
    } finally {
      PrintedFix.works(
          () -> checksOfSource(all("app", "shop")), "PREPARED-TRANSACTIONS", server, DATABASE, 0);
    }
  }

  @Test
  void refusesAServerThatDoesNotAllowTheOutputPlugin() throws Exception {
    // given a role that may not read the list, which servers have since 15.19
    assumeThat(hasListOfPlugins()).isTrue();
    run("DROP ROLE IF EXISTS preflight_reader", "CREATE ROLE preflight_reader LOGIN REPLICATION");
    run("ALTER ROLE preflight_reader PASSWORD 'p'");
    DatabaseAddress reader = connection(server, DATABASE, "preflight_reader", "p");

    // when, then
    assertThat(outputPlugin(reader).result()).isEqualTo(Result.PASSED);
    run("ALTER DATABASE " + DATABASE + " SET output_plugin_libraries = test_decoding");
    assertThat(outputPlugin(reader))
        .satisfies(failed("does not allow pgoutput", "RESET output_plugin_libraries"));
    assertThat(outputPlugin(connection(server, DATABASE)))
        .satisfies(failed("does not allow pgoutput", "SET output_plugin_libraries = pgoutput"));
    PrintedFix.Look again = () -> List.of(outputPlugin(reader));
    try {
      PrintedFix.run(outputPlugin(reader), server, DATABASE, 0, 1);
      // Read by nobody: the server is not told to.
      run("ALTER SYSTEM RESET output_plugin_libraries");
      PrintedFix.works(again, "OUTPUT-PLUGIN", server, DATABASE, 2, 3);
      run("ALTER ROLE preflight_reader SET output_plugin_libraries = test_decoding");
      PrintedFix.works(again, "OUTPUT-PLUGIN", server, DATABASE, 4);
    } finally {
      run("ALTER SYSTEM RESET output_plugin_libraries", "DROP ROLE preflight_reader");
    }
  }

  @Test
  void findsTheOutputPluginAllowedWhileTransactionsAreOpen() throws Exception {
    try (java.sql.Connection open = server.connect(DATABASE);
        Statement statement = open.createStatement()) {
      // given
      open.setAutoCommit(false);
      statement.execute("INSERT INTO app.orders VALUES (1)");

      // when, then
      assertThat(outputPlugin(connection(server, DATABASE)).result()).isEqualTo(Result.PASSED);
      assertThat(slots()).isZero();
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
              .atMost(Duration.ofSeconds(60))
              .until(
                  () -> withCode(checksOfSource(all("app", "shop")), "LONG-TRANSACTIONS").get(0),
                  found -> found.result() == Result.WARNING);

      // then
      int pid = open.unwrap(org.postgresql.PGConnection.class).getBackendPID();
      assertThat(check.finding()).contains("pid " + pid + " (user postgres");
      assertThat(check.fix()).contains("pg_terminate_backend(" + pid + ")");
      PrintedFix.run(check, server, DATABASE);
      await()
          .atMost(Duration.ofSeconds(5))
          .until(
              () -> withCode(checksOfSource(all("app", "shop")), "LONG-TRANSACTIONS"),
              found -> found.stream().noneMatch(each -> each.finding().contains("pid " + pid)));
    }
  }

  @Test
  void printsTheGrantsThatAPoorRoleLacks() throws Exception {
    // given
    run(
        "DROP ROLE IF EXISTS \"Poor\"",
        "CREATE ROLE \"Poor\" LOGIN PASSWORD 'p'",
        "ALTER TABLE app.orders ENABLE ROW LEVEL SECURITY");
    DatabaseAddress poor = connection(server, DATABASE, "Poor", "p");

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
        .satisfies(failed("terminate", "GRANT pg_signal_backend TO \"Poor\";"));
    PrintedFix.Look again =
        () ->
            check(
                migration(
                    target,
                    OpenTransactions.TERMINATE,
                    source("legacy", poor, all("app", "shop"))));
    PrintedFix.works(again, "SOURCE-CREATE", server, DATABASE);
    PrintedFix.works(again, "TERMINATE-RIGHT", server, DATABASE);
    PrintedFix.works(again, "ROW-SECURITY", server, DATABASE);
    // The second is for servers that have such a role.
    run("CREATE ROLE rds_replication");
    try {
      PrintedFix.works(again, "REPLICATION-RIGHT", server, DATABASE);
    } finally {
      run("DROP ROLE rds_replication");
    }
    PrintedFix.works(again, "TABLE-RIGHTS", server, DATABASE);
  }

  private List<PreflightCheck> checksOfSource(SchemaMapping mapping) {
    DatabaseAddress connection = connection(server, DATABASE);
    return check(migration(target, source("legacy", connection, mapping))).stream()
        .filter(check -> check.subject().equals("legacy"))
        .toList();
  }

  private PreflightCheck outputPlugin(DatabaseAddress connection) {
    return only(
        check(migration(target, source("legacy", connection, all("app", "shop")))),
        "OUTPUT-PLUGIN");
  }

  private long slots() throws Exception {
    try (java.sql.Connection connection = server.connect(DATABASE);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM pg_replication_slots WHERE slot_name ~ 'preflight'")) {
      row.next();
      return row.getLong(1);
    }
  }

  private boolean hasListOfPlugins() throws Exception {
    try (java.sql.Connection connection = server.connect(DATABASE);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT current_setting('output_plugin_libraries', true) IS NOT NULL")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private void run(String... statements) throws Exception {
    execute(server, DATABASE, statements);
  }
}
