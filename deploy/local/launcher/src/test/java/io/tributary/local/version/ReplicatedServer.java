package io.tributary.local.version;

import static org.awaitility.Awaitility.await;

import io.tributary.fixture.CuttingProxy;
import io.tributary.fixture.PostgresServer;
import io.tributary.fixture.PostgresVersion;
import io.tributary.local.fixture.Oracle;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;

/** A server with a physical standby, behind an address that leads to whichever is the primary. */
final class ReplicatedServer implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String STANDBY_SLOT = "standby_of_test";

  private final PostgresServer primary;
  private final PostgresServer standby;
  private final CuttingProxy address;
  private volatile PostgresServer now;

  private ReplicatedServer(PostgresServer primary, PostgresServer standby) throws IOException {
    this.primary = primary;
    this.standby = standby;
    this.now = primary;
    this.address = new CuttingProxy(primary);
  }

  /**
   * Starts both.
   *
   * @param carrying whether the standby carries logical slots along
   */
  static ReplicatedServer start(PostgresVersion version, boolean carrying) throws Exception {
    PostgresServer primary = version.fresh();
    run(primary, "SELECT pg_create_physical_replication_slot('" + STANDBY_SLOT + "', true)");
    PostgresServer standby =
        version.standbyOf(
            primary,
            carrying
                ? Map.of(
                    "primary_slot_name", STANDBY_SLOT,
                    "hot_standby_feedback", "on",
                    "sync_replication_slots", "on")
                : Map.of("primary_slot_name", STANDBY_SLOT, "hot_standby_feedback", "on"));
    return new ReplicatedServer(primary, standby);
  }

  /** Lets no commit be acknowledged and no change be streamed that the standby does not have. */
  ReplicatedServer synchronous() throws SQLException {
    run(primary, "ALTER SYSTEM SET synchronous_standby_names = '*'");
    run(primary, "ALTER SYSTEM SET synchronized_standby_slots = '" + STANDBY_SLOT + "'");
    run(primary, "SELECT pg_reload_conf()");
    return this;
  }

  /** The primary, as administrators and tests reach it. */
  PostgresServer now() {
    return now;
  }

  /** The port that leads to the primary. */
  int port() {
    return address.port();
  }

  /** Waits until the standby has a logical slot of the primary that it would keep. */
  void awaitCarriedSlot() {
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(
            () ->
                Oracle.column(
                            standby,
                            "postgres",
                            "SELECT slot_name FROM pg_replication_slots WHERE synced AND NOT temporary AND invalidation_reason IS NULL")
                        .size()
                    == 1);
  }

  /** Has the standby miss what is written from now on. */
  void cutStandbyOff() {
    standby.stop();
  }

  /** Kills the primary; the address leads to the standby, which is promoted. */
  void failOver() throws SQLException {
    promote();
    lead();
  }

  /** Kills the primary and promotes the standby, to which nothing leads yet. */
  PostgresServer promote() throws SQLException {
    primary.kill();
    standby.start();
    run(standby, "SELECT pg_promote()");
    return standby;
  }

  /** Lets the address lead to the standby. */
  void lead() {
    now = standby;
    address.lead(standby);
  }

  private static void run(PostgresServer server, String sql) throws SQLException {
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws IOException {
    address.close();
    primary.stop();
    standby.stop();
  }
}
