package io.tributary.orchestrator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TlsMode;
import io.tributary.common.secret.SecretRef;
import io.tributary.fixture.AllGrants;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import io.tributary.fixture.PrintedCommands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetDatabasesIT {
  private static final String DATABASE = "targets_it";

  @TempDir Path directory;
  private final PostgresServer server = PostgresFixture.target();
  private final TargetDatabases targets = new TargetDatabases(AllGrants.secrets());

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

  private SecretRef secret() throws Exception {
    return SecretRef.file(Files.writeString(directory.resolve("s"), server.password()).toString());
  }

  private DatabaseAddress target(String host) {
    SecretRef password = SecretRef.file(directory.resolve("p").toString());
    return new DatabaseAddress(host, server.port(), DATABASE, "Poor", password, TlsMode.PREFER);
  }
}
