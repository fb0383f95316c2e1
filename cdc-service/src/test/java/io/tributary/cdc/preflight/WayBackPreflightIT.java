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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a source that follows its target needs, at both ends. */
class WayBackPreflightIT {

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
