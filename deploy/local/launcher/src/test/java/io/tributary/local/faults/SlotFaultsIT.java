package io.tributary.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.Oracle;
import io.tributary.local.fixture.Shop;
import io.tributary.local.fixture.TestStack;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What can no longer be captured, or not be applied, stops the migration by name. */
class SlotFaultsIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);

  private final TestStack stack;
  private final OperatorApi api;

  SlotFaultsIT() throws Exception {
    stack = TestStack.shared();
    api = stack.api();
  }

  @Test
  void aSlotDroppedAndRecreatedUnderItsNameStopsTheStream() throws Exception {
    // given
    Shop shop = replicating("slot-again");
    String slot = "tributary_slot_again_shop_b39ce80043";

    // when
    try (Connection source = shop.source();
        Statement statement = source.createStatement()) {
      dropWhenever(statement, slot);
      statement.execute("INSERT INTO probe VALUES (1)");
      statement.execute("SELECT pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
    }

    // then
    assertStopped(shop, "TRB-CAPTURE-SLOT-RECREATED");
    api.post(shop.name(), "abort");
    await().atMost(LIMIT).until(() -> api.state(shop.name()).equals("Aborted"));
    assertThat(
            Oracle.column(stack.source, shop.name(), "SELECT slot_name FROM pg_replication_slots"))
        .doesNotContain(slot);
  }

  @Test
  void aRefusedChangeShutsTheGateAndWalThatTheServerRemovedStopsTheStream() throws Exception {
    // given
    Shop shop = replicating("slot-lost");

    // when
    shop.atTarget("ALTER TABLE shop.journal ALTER entry TYPE varchar(9)");
    shop.atSource(
        "INSERT INTO journal VALUES (now(), 'longer than nine')", "INSERT INTO probe VALUES (1)");

    // then
    await()
        .atMost(LIMIT)
        .until(
            () ->
                Oracle.column(stack.target, shop.name(), "SELECT id FROM shop.probe").size() == 1);
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(api.post(shop.name(), "cutover?dryRun=true").toString())
                    .contains("1 changes of source shop wait as dead letters"));
    assertRefused(shop, "1 changes of source shop wait as dead letters");
    assertThat(source(shop).path("error").has("code")).isFalse();

    // when a transaction keeps the slot back while the server may keep next to nothing
    try (Connection source = shop.source();
        Statement statement = source.createStatement();
        Connection admin = shop.source();
        Statement limit = admin.createStatement()) {
      source.setAutoCommit(false);
      statement.execute("INSERT INTO probe VALUES (2)");
      limit.execute("ALTER SYSTEM SET max_slot_wal_keep_size = '1MB'");
      limit.execute("SELECT pg_reload_conf()");
      await()
          .atMost(LIMIT)
          .until(
              () -> {
                limit.execute("SELECT pg_logical_emit_message(false, 'x', 'x'), pg_switch_wal()");
                limit.execute("CHECKPOINT");
                return !Oracle.column(
                        admin,
                        "SELECT 1 FROM pg_replication_slots WHERE wal_status = 'lost' AND"
                            + " slot_name = 'tributary_slot_lost_shop_cbd2263cfa'")
                    .isEmpty();
              });
      source.commit();
    } finally {
      shop.atSource("ALTER SYSTEM RESET max_slot_wal_keep_size", "SELECT pg_reload_conf()");
    }

    // then
    assertStopped(shop, "TRB-CAPTURE-SLOT-LOST");
    api.post(shop.name(), "abort");
    await().atMost(LIMIT).until(() -> api.state(shop.name()).equals("Aborted"));
  }

  @Test
  void aSlotDroppedUnderLoadIsMendedByARestartAndEveryAcknowledgedWriteArrives() throws Exception {
    // given
    Shop shop = replicating("slot-restart");
    String slot =
        Oracle.column(
                stack.source,
                shop.name(),
                "SELECT slot_name FROM pg_replication_slots WHERE database = current_database()")
            .get(0);
    AtomicBoolean writing = new AtomicBoolean(true);
    AtomicInteger acknowledged = new AtomicInteger();
    CompletableFuture<Void> load =
        CompletableFuture.runAsync(() -> write(shop, writing, acknowledged));
    try {
      await().atMost(LIMIT).until(() -> acknowledged.get() > 20);

      // when
      try (Connection source = shop.source();
          Statement statement = source.createStatement()) {
        dropWhenever(statement, slot);
      }

      // then the error names the order
      await()
          .atMost(LIMIT)
          .ignoreExceptions()
          .untilAsserted(
              () -> {
                JsonNode error = source(shop).path("error");
                assertThat(error.path("code").asText()).isEqualTo("TRB-CAPTURE-SLOT-MISSING");
                assertThat(error.path("message").asText())
                    .contains("`./tributary restart slot-restart --source shop`");
              });
      assertRefused(shop, "TRB-CAPTURE-SLOT-MISSING");

      // when a table joins that the stream would not have taken in
      shop.atSource("CREATE TABLE joined (id int PRIMARY KEY)", "INSERT INTO joined VALUES (1)");
      api.post(shop.name(), "restart?source=shop");

      // then
      await()
          .atMost(LIMIT)
          .ignoreExceptions()
          .until(() -> source(shop).path("restart").path("begun").asBoolean());
      int before = acknowledged.get();
      await().atMost(LIMIT).until(() -> acknowledged.get() > before + 20);
      await().atMost(LIMIT).ignoreExceptions().until(() -> api.ready(shop.name()));
    } finally {
      writing.set(false);
      load.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
    await().atMost(LIMIT).ignoreExceptions().until(() -> api.ready(shop.name()));
    api.postOnceOpen(shop.name(), "cutover");
    await().atMost(LIMIT).until(() -> api.state(shop.name()).equals("Switched"));
    assertThat(Oracle.column(stack.target, shop.name(), "SELECT id FROM shop.joined"))
        .containsExactly("1");
    assertThat(
            Oracle.column(stack.target, shop.name(), "SELECT id FROM shop.probe ORDER BY id::int"))
        .isEqualTo(
            IntStream.rangeClosed(1, acknowledged.get()).mapToObj(Integer::toString).toList());
    api.post(shop.name(), "complete");
  }

  /** Rows one after the other, each counted when the source has committed it. */
  private static void write(Shop shop, AtomicBoolean writing, AtomicInteger acknowledged) {
    try (Connection source = shop.source();
        Statement statement = source.createStatement()) {
      while (writing.get()) {
        statement.execute("INSERT INTO probe VALUES (%d)".formatted(acknowledged.get() + 1));
        acknowledged.incrementAndGet();
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Shop replicating(String name) throws Exception {
    Shop shop = Shop.create(stack, name);
    api.create(shop.migrationFile());
    api.post(name, "start");
    await().atMost(LIMIT).ignoreExceptions().until(() -> api.ready(name));
    return shop;
  }

  private void assertStopped(Shop shop, String code) throws Exception {
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              assertThat(source(shop).path("error").path("code").asText()).isEqualTo(code);
              assertThat(source(shop).path("error").path("retryable").asBoolean(true)).isFalse();
              assertThat(source(shop).path("phase").asText()).isEqualTo("STOPPED");
            });
    assertRefused(shop, code);
  }

  private void assertRefused(Shop shop, String why) {
    assertThatThrownBy(() -> api.post(shop.name(), "cutover"))
        .hasMessageContaining("409")
        .hasMessageContaining("TRB-CUTOVER-GATE-CLOSED")
        .hasMessageContaining(why);
  }

  private JsonNode source(Shop shop) throws Exception {
    return api.get(shop.name()).path("sources").path(0);
  }

  /** The connector comes back at once, so it takes a moment in which it is away. */
  private static void dropWhenever(Statement statement, String slot) {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(5))
        .ignoreExceptions()
        .until(
            () -> {
              statement.execute(
                  "SELECT pg_terminate_backend(active_pid, 5000) FROM pg_replication_slots"
                      + " WHERE slot_name = '%s' AND active".formatted(slot));
              statement.execute("SELECT pg_drop_replication_slot('" + slot + "')");
              return true;
            });
  }
}
