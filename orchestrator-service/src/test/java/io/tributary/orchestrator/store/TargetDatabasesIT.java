package io.tributary.orchestrator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TlsMode;
import io.tributary.common.secret.SecretRef;
import io.tributary.database.ConnectionSource;
import io.tributary.database.StateVersion;
import io.tributary.fixture.AllGrants;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import io.tributary.fixture.PrintedCommands;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.state.Created;
import io.tributary.orchestrator.state.MigrationRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetDatabasesIT {
  private static final String DATABASE = "targets_it";

  @TempDir Path directory;
  private final PostgresServer server = PostgresFixture.target();
  private final TargetDatabases targets = new TargetDatabases(AllGrants.secrets(), "tributary");

  @BeforeEach
  void create() throws Exception {
    server.createDatabase(DATABASE);
    Files.writeString(directory.resolve("p"), "p");
    try (java.sql.Connection connection = server.connect(DATABASE);
        Statement statement = connection.createStatement()) {
      statement.execute("DROP ROLE IF EXISTS \"Poor\"");
      statement.execute("CREATE ROLE \"Poor\" LOGIN PASSWORD 'p'");
    }
  }

  @AfterEach
  void drop() {
    server.dropDatabase(DATABASE);
  }

  @Test
  void printsTheGrantThatTheRoleOfTheTargetLacks() throws Exception {
    // given
    DatabaseAddress poor = target(server.host());
    TributaryException denied =
        catchThrowableOfType(TributaryException.class, () -> targets.open(poor));
    assertThat(denied).hasMessageContaining("\"targets_it\" TO \"Poor\";");

    // when
    PrintedCommands.run(denied.getMessage(), server, DATABASE);

    // then
    targets.open(poor).close();
  }

  @Test
  void saysThatTheHostOfTheTargetIsUnknown() {
    assertThatThrownBy(() -> targets.open(target("no-such-host.invalid")))
        .hasMessageContaining("knows no host of that name (no-such-host.invalid)")
        .hasMessageNotContaining("attempt failed");
  }

  @Test
  void preparesADatabaseThatWasDroppedAndMadeAnew() throws Exception {
    // given
    DatabaseAddress target =
        new DatabaseAddress(
            server.host(), server.port(), DATABASE, "postgres", secret(), TlsMode.PREFER);
    targets.open(target).close();

    // when
    server.dropDatabase(DATABASE);
    server.createDatabase(DATABASE);
    targets.open(target).close();

    // then
    try (java.sql.Connection connection = server.connect(DATABASE);
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT FROM tributary.migration");
    }
  }

  @Test
  void bringsAStateUpToDateThatTakesLongerThanAnyOtherStatementMay() throws Exception {
    // given a state of the version before, and somebody who keeps its table busy
    DatabaseAddress target =
        new DatabaseAddress(
            server.host(), server.port(), DATABASE, "postgres", secret(), TlsMode.PREFER);
    Flyway.configure()
        .dataSource(
            ConnectionSource.of(target, AllGrants.secrets(), "former version", Duration.ZERO))
        .schemas("tributary")
        .locations("classpath:db/tributary")
        .target(String.valueOf(StateVersion.NEWEST - 1))
        .load()
        .migrate();
    CompletableFuture<Void> opened;
    try (java.sql.Connection busy = server.connect(DATABASE);
        Statement statement = busy.createStatement()) {
      busy.setAutoCommit(false);
      statement.execute("LOCK tributary.migration");

      // when
      opened = CompletableFuture.runAsync(() -> targets.open(target).close());
      await().atMost(Duration.ofSeconds(60)).until(() -> waitsLong(opened));
      busy.rollback();
    }

    // then
    opened.get(60, TimeUnit.SECONDS);
    assertThat(version()).isEqualTo(String.valueOf(StateVersion.NEWEST));
  }

  @Test
  void refusesAndLeavesAloneAStateThatANewerVersionHasChanged() throws Exception {
    // given
    DatabaseAddress target =
        new DatabaseAddress(
            server.host(), server.port(), DATABASE, "postgres", secret(), TlsMode.PREFER);
    targets.open(target).close();
    try (java.sql.Connection connection = server.connect(DATABASE);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE tributary.flyway_schema_history SET version = '99' WHERE version = '"
              + StateVersion.NEWEST
              + "'");
    }

    // when
    TargetDatabases restarted = new TargetDatabases(AllGrants.secrets(), "tributary");
    TributaryException refused =
        catchThrowableOfType(TributaryException.class, () -> restarted.open(target));

    // then
    assertThat(refused.report().code()).isEqualTo("TRB-STATE-NEWER");
    assertThat(refused)
        .hasMessageContaining("is of version 99")
        .hasMessageContaining("run the newer");
    assertThat(version()).isEqualTo("99");
  }

  /** Longer than three attempts with the five seconds of the orchestrator's other statements. */
  private boolean waitsLong(CompletableFuture<Void> opened) throws Exception {
    return opened.isDone()
        || value(
                "SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                    + " AND datname = current_database() AND now() - query_start > '20 s'")
            .equals("t");
  }

  private String version() throws Exception {
    return value("SELECT max(version::int) FROM tributary.flyway_schema_history");
  }

  private String value(String sql) throws Exception {
    try (java.sql.Connection connection = server.connect(DATABASE);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void refusesASchemaOfOursThatSomebodyElseHasMade() throws Exception {
    // given
    try (java.sql.Connection connection = server.connect(DATABASE);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA tributary AUTHORIZATION \"Poor\"");
    }
    DatabaseAddress target =
        new DatabaseAddress(
            server.host(), server.port(), DATABASE, "postgres", secret(), TlsMode.PREFER);

    // when
    TributaryException refused =
        catchThrowableOfType(TributaryException.class, () -> targets.open(target));

    // then
    assertThat(refused.report().code()).isEqualTo("TRB-STATE-FOREIGN");
    assertThat(refused).hasMessageContaining("belongs to Poor");
  }

  @Test
  void leavesTheMigrationOfAnotherInstallationAloneUntilSomebodyHandsItOver() throws Exception {
    // given: both have this database as a target, and a migration of the same name
    DatabaseAddress target =
        new DatabaseAddress(
            server.host(), server.port(), DATABASE, "postgres", secret(), TlsMode.PREFER);
    TargetDatabases others = new TargetDatabases(AllGrants.secrets(), "it's");
    Instant now = Instant.parse("2026-01-02T03:04:05Z");
    MigrationRecord theirs =
        new MigrationRecord(Plans.of("shop", "a"), new Created(now, true, null, 1), 1, 1, now);
    try (TargetSession their = others.open(target);
        TargetSession our = targets.open(target)) {
      assertThat(their.insert(theirs)).isTrue();

      // when
      assertThat(our.insert(theirs)).isFalse();
      TributaryException refused =
          catchThrowableOfType(TributaryException.class, () -> our.claim("shop"));
      // then
      assertThat(refused.report().code()).isEqualTo("TRB-STATE-OTHER-INSTALLATION");
      assertThat(refused)
          .hasMessageContaining("whose topic prefix is it's; that of this one is tributary");
      assertThatThrownBy(() -> our.find("shop")).hasMessage(refused.getMessage());
      assertThat(their.find("shop").orElseThrow().version()).isEqualTo(1);

      // when
      PrintedCommands.run(refused.getMessage(), server, DATABASE);
      // then
      assertThat(our.claim("shop")).isPresent();
      assertThatThrownBy(() -> their.claim("shop")).isInstanceOf(TributaryException.class);
    }
  }

  private SecretRef secret() throws Exception {
    return SecretRef.file(Files.writeString(directory.resolve("s"), server.password()).toString());
  }

  private DatabaseAddress target(String host) {
    SecretRef password = SecretRef.file(directory.resolve("p").toString());
    return new DatabaseAddress(host, server.port(), DATABASE, "Poor", password, TlsMode.PREFER);
  }
}
