package io.tributary.orchestrator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.event.AuditEntry;
import io.tributary.common.event.Requester;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TlsMode;
import io.tributary.common.secret.SecretRef;
import io.tributary.fixture.AllGrants;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was asked is there afterwards, and stays as it was. */
class HistoryIT {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir private Path directory;
  private final PostgresServer server = PostgresFixture.target();

  @Test
  void nothingThatWasAskedIsChangedOrRemovedAfterwardsAlsoNotByASuperuserWhoReplicates()
      throws Exception {
    // given
    try (Connection admin = server.connect("postgres");
        Statement statement = admin.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS history_it");
      statement.execute("CREATE DATABASE history_it");
    }
    Requester by = new Requester("release", List.of("author", "viewer"), "10.0.0.7", "r-17");
    AuditEntry entry =
        new AuditEntry(
            "shop",
            "create",
            by,
            "ab".repeat(32),
            AuditEntry.Outcome.REFUSED,
            "TRB-GRANT-REFUSED",
            List.of("environment variable PW", "file /run/secrets/it's"));
    Path password = Files.writeString(directory.resolve("password"), server.password());
    DatabaseAddress address =
        new DatabaseAddress(
            "127.0.0.1",
            server.port(),
            "history_it",
            "postgres",
            SecretRef.file(password.toString()),
            TlsMode.DISABLE);

    // when
    List<HistoryEntry> history;
    try (TargetSession session =
        new TargetDatabases(AllGrants.secrets(), "tributary").open(address)) {
      session.audit(entry, NOW);
      history = session.history("shop", 0, 10);
    }

    // then
    assertThat(history)
        .singleElement()
        .satisfies(
            kept -> {
              assertThat(kept.by()).isEqualTo(by);
              assertThat(kept.at()).isEqualTo(NOW);
              assertThat(kept.event()).isEqualTo("create");
              assertThat(kept.toState()).isEqualTo("refused");
              assertThat(kept.digest()).isEqualTo("ab".repeat(32));
              assertThat(kept.code()).isEqualTo("TRB-GRANT-REFUSED");
              assertThat(kept.detail().path("credentials"))
                  .extracting(JsonNode::asText)
                  .containsExactly("environment variable PW", "file /run/secrets/it's");
            });
    try (Connection session = server.connect("history_it");
        Statement statement = session.createStatement()) {
      statement.execute("SET session_replication_role = replica");
      for (String sql :
          List.of(
              "UPDATE tributary.history SET principal = 'somebody else'",
              "DELETE FROM tributary.history",
              "TRUNCATE tributary.history")) {
        assertThatThrownBy(() -> statement.execute(sql))
            .as(sql)
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("only ever added to");
      }
    }
  }
}
