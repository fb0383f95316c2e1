package io.tributary.cdc.preflight;

import static io.tributary.cdc.preflight.PreflightSubject.all;
import static io.tributary.cdc.preflight.PreflightSubject.check;
import static io.tributary.cdc.preflight.PreflightSubject.connection;
import static io.tributary.cdc.preflight.PreflightSubject.execute;
import static io.tributary.cdc.preflight.PreflightSubject.failed;
import static io.tributary.cdc.preflight.PreflightSubject.migration;
import static io.tributary.cdc.preflight.PreflightSubject.only;
import static io.tributary.cdc.preflight.PreflightSubject.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.preflight.check.ServerLocks;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.common.observed.PreflightCode;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerPreflightIT {

  @Test
  void refusesAServerThatIsNotSetUpForReplication() throws Exception {
    // given
    Map<String, String> settings =
        Map.of(
            "wal_level", "replica",
            "max_replication_slots", "0",
            "max_wal_senders", "0",
            "max_slot_wal_keep_size", "512MB");
    PostgresServer server = PostgresFixture.fresh(settings);
    try {
      // when
      List<PreflightCheck> checks = checks(server);

      // then
      assertThat(only(checks, "WAL-LEVEL"))
          .satisfies(failed("wal_level is replica", "ALTER SYSTEM SET wal_level = logical;"));
      assertThat(only(checks, "REPLICATION-SLOTS"))
          .satisfies(
              failed(
                  "max_replication_slots is 0, others use 0, this migration needs 1.",
                  "ALTER SYSTEM SET max_replication_slots = 1;"));
      assertThat(only(checks, "WAL-SENDERS"))
          .satisfies(failed("max_wal_senders is 0", "ALTER SYSTEM SET max_wal_senders = 2;"));
      assertThat(only(checks, "WAL-KEEP-SIZE").result()).isEqualTo(Result.WARNING);
      assertThat(only(checks, "WAL-KEEP-SIZE").finding()).contains("512 MB");
      // The server's command line says the settings, so what was run shows in its files.
      for (String code :
          List.of("WAL-LEVEL", "REPLICATION-SLOTS", "WAL-SENDERS", "WAL-KEEP-SIZE")) {
        PrintedFix.run(only(checks, code), server, "postgres");
      }
      PrintedFix.run(
          new ServerLocks(64, 110, 20_000).finding().under(PreflightCode.LOCKS, "legacy"),
          server,
          "postgres");
      assertThat(PrintedFix.atNextStart(server, "max_locks_per_transaction")).isEqualTo("243");
      assertThat(PrintedFix.atNextStart(server, "wal_level")).isEqualTo("logical");
      assertThat(PrintedFix.atNextStart(server, "max_replication_slots")).isEqualTo("1");
      assertThat(PrintedFix.atNextStart(server, "max_wal_senders")).isEqualTo("2");
      assertThat(PrintedFix.atNextStart(server, "max_slot_wal_keep_size")).isEqualTo("10GB");
    } finally {
      server.stop();
    }
  }

  @Test
  void countsSlotsOfOthersButNotItsOwn() throws Exception {
    // given
    PostgresServer server = PostgresFixture.fresh(Map.of("max_replication_slots", "2"));
    try {
      execute(
          server,
          "postgres",
          "SELECT pg_create_physical_replication_slot('tributary_shop_legacy_94933898ce')",
          "SELECT pg_create_physical_replication_slot('standby')");

      // when, then
      assertThat(only(checks(server), "REPLICATION-SLOTS").result()).isEqualTo(Result.PASSED);
      execute(
          server,
          "postgres",
          "SELECT pg_drop_replication_slot('tributary_shop_legacy_94933898ce')",
          "SELECT pg_create_physical_replication_slot('backup')");
      assertThat(only(checks(server), "REPLICATION-SLOTS"))
          .satisfies(failed("others use 2, this migration needs 1", "= 3;"));
    } finally {
      server.stop();
    }
  }

  private static List<PreflightCheck> checks(PostgresServer server) {
    DatabaseAddress connection = connection(server, "postgres");
    return check(migration(connection, source("legacy", connection, all("public", "shop"))));
  }
}
