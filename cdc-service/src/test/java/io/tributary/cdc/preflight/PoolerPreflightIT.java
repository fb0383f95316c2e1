package io.tributary.cdc.preflight;

import static io.tributary.cdc.preflight.PreflightSubject.all;
import static io.tributary.cdc.preflight.PreflightSubject.check;
import static io.tributary.cdc.preflight.PreflightSubject.execute;
import static io.tributary.cdc.preflight.PreflightSubject.failed;
import static io.tributary.cdc.preflight.PreflightSubject.migration;
import static io.tributary.cdc.preflight.PreflightSubject.only;
import static io.tributary.cdc.preflight.PreflightSubject.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TlsMode;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.fixture.PgBouncer;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;

/** Databases behind the real PgBouncer. */
class PoolerPreflightIT {
  private static final String DATABASE = "preflight_pooler_it";

  private final PostgresServer server = PostgresFixture.source();
  private final PostgresServer target = PostgresFixture.target();

  @BeforeEach
  void create() throws Exception {
    Assumptions.assumeTrue(PgBouncer.missing().isEmpty(), () -> PgBouncer.missing().orElse(""));
    server.createDatabase(DATABASE);
    target.createDatabase(DATABASE);
    execute(
        server, DATABASE, "CREATE SCHEMA app", "CREATE TABLE app.customer (id int PRIMARY KEY)");
  }

  @AfterEach
  void drop() {
    server.dropDatabase(DATABASE);
    target.dropDatabase(DATABASE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"transaction", "statement"})
  void refusesAPoolerThatLendsProcessesForLessThanASession(String mode) {
    try (PgBouncer before = PgBouncer.before(server, mode);
        PgBouncer beforeTarget = PgBouncer.before(target, mode)) {
      // when
      List<PreflightCheck> checks = checks(before.port(), beforeTarget.port());

      // then nothing else is said of databases whose sessions are mixed up
      assertThat(only(checks, "SOURCE-POOLED"))
          .satisfies(failed("A pooler answers at 127.0.0.1:" + before.port(), "pool_mode"));
      assertThat(only(checks, "TARGET-POOLED"))
          .satisfies(failed("A pooler answers at 127.0.0.1:" + beforeTarget.port(), "pool_mode"));
      assertThat(checks)
          .extracting(PreflightCheck::code)
          .filteredOn(code -> code.matches("TRB-PREFLIGHT-(SOURCE|TARGET|WAL|TABLE-R).*"))
          .containsExactly(
              "TRB-PREFLIGHT-SOURCE-CONNECTION",
              "TRB-PREFLIGHT-SOURCE-POOLED",
              "TRB-PREFLIGHT-TARGET-CONNECTION",
              "TRB-PREFLIGHT-TARGET-POOLED");
    }
  }

  @Test
  void noticesAPoolerThatLendsItsProcessesInTurn() throws Exception {
    try (PgBouncer before = PgBouncer.before(server, "transaction", "server_round_robin = 1")) {
      // given two idle processes, of which the one that was given back last is not the next
      List<Connection> busy = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        Connection connection = connect(before.port());
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
          statement.execute("SELECT 1");
        }
        busy.add(connection);
      }
      for (Connection connection : busy) {
        connection.close();
      }

      // when, then
      assertThat(only(checks(before.port(), target.port()), "SOURCE-POOLED").result())
          .isEqualTo(Result.FAILED);
    }
  }

  @Test
  void letsAPoolerOfSessionsPassAndSaysWhatItMayNotPassOn() {
    try (PgBouncer before = PgBouncer.before(server, "session");
        PgBouncer beforeTarget = PgBouncer.before(target, "session")) {
      // when
      List<PreflightCheck> checks = checks(before.port(), beforeTarget.port());

      // then
      assertThat(only(checks, "SOURCE-POOLED"))
          .satisfies(
              check -> {
                assertThat(check.result()).isEqualTo(Result.WARNING);
                assertThat(check.finding()).contains("connections for replication");
              });
      assertThat(only(checks, "TARGET-POOLED").result()).isEqualTo(Result.PASSED);
      assertThat(
              checks.stream()
                  .filter(check -> List.of("legacy", "target").contains(check.subject()))
                  .filter(check -> check.result() == Result.FAILED))
          .isEmpty();
    }
  }

  @Test
  void findsNoneBeforeAServer() {
    List<PreflightCheck> checks = checks(server.port(), target.port());

    assertThat(only(checks, "SOURCE-POOLED").finding()).contains("for itself");
    assertThat(only(checks, "TARGET-POOLED").finding()).contains("for itself");
  }

  private List<PreflightCheck> checks(int sourcePort, int targetPort) {
    return check(
        migration(
            address(target, targetPort),
            source("legacy", address(server, sourcePort), all("app", "shop"))));
  }

  private static DatabaseAddress address(PostgresServer server, int port) {
    return new DatabaseAddress(
        "127.0.0.1",
        port,
        DATABASE,
        server.superuser(),
        PreflightSubject.secret(server.password()),
        TlsMode.PREFER);
  }

  private Connection connect(int port) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", server.superuser());
    properties.setProperty("password", server.password());
    return new Driver().connect("jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE, properties);
  }
}
