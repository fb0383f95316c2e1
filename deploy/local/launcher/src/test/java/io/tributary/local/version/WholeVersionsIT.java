package io.tributary.local.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.fixture.VersionsRun;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.PatientWriter;
import io.tributary.local.fixture.TestStack;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A whole migration from one version of PostgreSQL to another, through the packaged services while
 * an application goes on writing: there, back, and there again.
 */
@EnabledIfSystemProperty(
    named = "tributary.postgres.source",
    matches = "\\d+",
    disabledReason = "the profile versions names the versions")
@ExtendWith(VersionsRun.class)
class WholeVersionsIT {
  private static final Duration LIMIT = Duration.ofSeconds(180);

  private final long seed = Long.getLong("tributary.test.seed", System.nanoTime());
  private final AtomicBoolean atTarget = new AtomicBoolean(true);
  private TestStack stack;
  private OperatorApi api;
  private VersionedShop shop;

  @BeforeEach
  void start() throws Exception {
    stack = TestStack.shared();
    api = stack.api();
  }

  @Test
  void movesThereAndBackAndThereAgain() throws Exception {
    // given
    String name = "versions";
    System.out.println("versions: repeat with -Dtributary.test.seed=" + seed);
    shop = VersionedShop.create(stack, name);
    try (PatientWriter writer = new PatientWriter(this::open, VersionedShop::change, 0, seed)) {
      awaitWrites(writer);
      api.create(shop.migrationFile());
      api.post(name, "start");
      await().atMost(LIMIT).until(() -> ready(name));

      // when
      atSide(false, 1);
      change(name, "cutover", "Switched", writer);
      atSide(true, 2);
      change(name, "rollback", "Replicating", writer);
      atSide(false, 3);
      change(name, "cutover", "Switched", writer);
      atSide(true, 4);
      writer.close();

      // then
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(shop.targetRows()).isEqualTo(shop.sourceRows()));
      assertThat(shop.targetRows())
          .containsAll(writer.acknowledged().stream().map(id -> "probe (" + id + ")").toList());
      assertThat(shop.definitions(true)).isEqualTo(shop.definitions(false));
    }
    api.post(name, "complete");
    await().atMost(LIMIT).until(() -> api.state(name).equals("Completed"));
    assertNothingLeft();
  }

  /** Fails at once where preflight finds anything that the source's version brings. */
  private boolean ready(String name) throws Exception {
    for (JsonNode check : api.get(name).path("preflight").path("checks")) {
      if (check.path("result").asText().equals("FAILED")) {
        throw new AssertionError(check.toString());
      }
    }
    JsonNode error = api.get(name).path("sources").path(0).path("error");
    if (error.isObject() && !error.path("retryable").asBoolean()) {
      throw new AssertionError(error.toString());
    }
    return api.ready(name);
  }

  private void atSide(boolean target, int round) throws SQLException {
    List<String> changes = VersionedShop.changesSince(shop.sourceVersion(), round);
    try (Connection connection = shop.open(target);
        Statement statement = connection.createStatement()) {
      for (String sql : changes) {
        statement.execute(sql);
      }
    }
  }

  private void assertNothingLeft() throws SQLException {
    try (Connection source = shop.open(false);
        Statement statement = source.createStatement()) {
      for (String left :
          List.of(
              "SELECT FROM pg_namespace WHERE nspname = 'tributary'",
              "SELECT FROM pg_replication_slots",
              "SELECT FROM pg_publication")) {
        assertThat(statement.executeQuery(left).next()).as(left).isFalse();
      }
    }
  }

  private void change(String name, String order, String state, PatientWriter writer)
      throws Exception {
    awaitWrites(writer);
    api.postOnceOpen(name, order);
    await().atMost(LIMIT).until(() -> api.state(name).equals(state));
    awaitWrites(writer);
  }

  private static void awaitWrites(PatientWriter writer) {
    int enough = writer.transactions() + 30;
    await().atMost(LIMIT).until(() -> writer.transactions() >= enough);
  }

  /** The other side whenever this one refuses, as an application with two addresses does it. */
  private Connection open() throws SQLException {
    return shop.open(atTarget.getAndSet(!atTarget.get()));
  }
}
