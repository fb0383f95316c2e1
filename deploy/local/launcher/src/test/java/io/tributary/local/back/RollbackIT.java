package io.tributary.local.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.PatientWriter;
import io.tributary.local.fixture.Shop;
import io.tributary.local.fixture.TestStack;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Cutovers and rollbacks of the packaged stack, while an application goes on writing. */
class RollbackIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final int ROUNDS = 2;

  private final AtomicBoolean atTarget = new AtomicBoolean(true);
  private TestStack stack;
  private OperatorApi api;
  private Shop shop;

  @Test
  void losesNoWriteHoweverOftenTheApplicationGoesBack() throws Exception {
    // given
    String name = "roundtrip";
    long seed = Long.getLong("tributary.test.seed", System.nanoTime());
    System.out.println("rollback: repeat with -Dtributary.test.seed=" + seed);
    stack = TestStack.shared();
    api = stack.api();
    shop = Shop.create(stack, name);
    api.create(shop.returningMigrationFile());
    api.post(name, "start");
    await().atMost(LIMIT).until(() -> api.ready(name));

    try (PatientWriter writer = new PatientWriter(this::open, RollbackIT::change, 0, seed)) {
      for (int round = 0; round < ROUNDS; round++) {
        // when
        change(name, "cutover", "Switched", writer);
        // then
        assertThat(shop.refuses("DELETE FROM probe")).isTrue();

        // when
        change(name, "rollback", "Replicating", writer);
        // then
        assertThat(shop.refuses("DELETE FROM probe")).isFalse();
      }
      change(name, "cutover", "Switched", writer);
      writer.close();

      // then
      await().atMost(LIMIT).until(() -> shop.sourceRows().equals(shop.targetRows()));
      List<String> rows = shop.targetRows();
      assertThat(
              new HashSet<>(rows)
                  .containsAll(
                      writer.acknowledged().stream().map(id -> "probe(" + id + ")").toList()))
          .as("seed %d", seed)
          .isTrue();
    }

    // when
    api.post(name, "complete");
    // then
    await().atMost(LIMIT).until(() -> api.state(name).equals("Completed"));
    try (Connection source = shop.source();
        Statement statement = source.createStatement()) {
      assertThat(
              statement.executeQuery("SELECT FROM pg_namespace WHERE nspname = 'tributary'").next())
          .isFalse();
    }
  }

  private void change(String name, String order, String state, PatientWriter writer)
      throws Exception {
    awaitWrites(writer);
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(300))
        .untilAsserted(
            () -> {
              OperatorApi.Answer answer = api.tryPost(name, order, UUID.randomUUID().toString());
              assertThat(answer.status()).as(String.valueOf(answer.body())).isEqualTo(202);
            });
    await().atMost(LIMIT).until(() -> api.state(name).equals(state));
    awaitWrites(writer);
  }

  private static void awaitWrites(PatientWriter writer) {
    int enough = writer.transactions() + 30;
    await().atMost(LIMIT).until(() -> writer.transactions() >= enough);
  }

  /** The other side whenever this one refuses, as an application with two addresses does it. */
  private Connection open() throws SQLException {
    if (atTarget.getAndSet(!atTarget.get())) {
      return shop.source();
    }
    Connection target = shop.targetAsApplication();
    try (Statement statement = target.createStatement()) {
      statement.execute("SET search_path = shop");
    }
    return target;
  }

  private static String change(Random random) {
    long owner = 1 + random.nextInt(2000);
    return switch (random.nextInt(4)) {
      case 0 -> "INSERT INTO account (owner, note) VALUES (gen_random_uuid()::text, 'new')";
      case 1 -> "UPDATE account SET owner = owner || '.' WHERE id = " + owner;
      case 2 -> "DELETE FROM account WHERE id = " + owner;
      default -> "INSERT INTO journal (entry) VALUES ('entry')";
    };
  }
}
