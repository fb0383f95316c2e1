package io.tributary.local.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.PatientWriter.Opener;
import io.tributary.local.fixture.Shop;
import io.tributary.local.fixture.TestStack;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A lag that grows behind the gate and that nobody can make up for within the limit. */
class HeldUpIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final String NAME = "heldup";

  private OperatorApi api;
  private Shop shop;

  @Test
  void undoesACutoverAndARollbackWhichGoThroughOnceTheLagIsMadeUpFor() throws Exception {
    // given
    TestStack stack = TestStack.shared();
    api = stack.api();
    shop = Shop.create(stack, NAME);
    api.create(shop.returningMigrationFile().replace("60000", "15000, max-lag-millis: 2000"));
    api.post(NAME, "start");
    await().atMost(LIMIT).until(() -> api.ready(NAME));

    // when, then
    Opener legacy = shop::source;
    Opener target = () -> stack.target.connect(NAME);
    heldUp("cutover", "Switched", legacy, "account", target, "shop.account");
    heldUp("rollback", "Replicating", shop::targetAsApplication, "shop.account", legacy, "account");
    api.post(NAME, "abort");
    await().atMost(LIMIT).until(() -> api.state(NAME).equals("Aborted"));
  }

  private void heldUp(
      String order, String state, Opener left, String table, Opener entered, String there)
      throws Exception {
    String before = api.state(NAME);
    // A slot that is still to be made would wait for the holder.
    await()
        .atMost(LIMIT)
        .until(() -> api.post(NAME, order + "?dryRun=true").path("open").asBoolean());
    try (Connection holder = begin(entered, "SELECT FROM " + there + " WHERE id = 1 FOR UPDATE")) {
      try (Connection writer = begin(left, "UPDATE " + table + " SET note = 'late' WHERE id = 1")) {
        // when: what the fence has waited for cannot be applied
        api.postOnceOpen(NAME, order);
        await().atMost(LIMIT).until(() -> steps().contains("\"REHEARSE\""));
        writer.commit();
      }

      // then
      await().atMost(LIMIT).until(() -> api.state(NAME).equals(before));
      assertThat(api.get(NAME).path("cutover").path("error").toString()).contains("TRB-CUTOVER-");
      try (Connection writer = begin(left, "INSERT INTO " + table + " (owner) VALUES ('on')")) {
        writer.rollback();
      }
      // No order gets through before anybody has looked at the source again.
      assertThat(api.tryPost(NAME, order, UUID.randomUUID().toString()).code())
          .isEqualTo("TRB-CUTOVER-GATE-CLOSED");
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> {
                OperatorApi.Answer refused = api.tryPost(NAME, order, UUID.randomUUID().toString());
                assertThat(refused.code()).isEqualTo("TRB-CUTOVER-GATE-CLOSED");
                assertThat(refused.body().toString()).contains("lags ", "cutover.max-lag-millis");
              });
    }

    // when nothing holds it up any more
    api.postOnceOpen(NAME, order);
    // then
    await().atMost(LIMIT).until(() -> api.state(NAME).equals(state));
    assertThat(shop.sourceRows())
        .isEqualTo(shop.targetRows())
        .anyMatch(row -> row.contains(",late)"));
  }

  /** Those that are done. */
  private String steps() throws Exception {
    return api.get(NAME).path("cutover").path("steps").toString();
  }

  private static Connection begin(Opener opener, String sql) throws SQLException {
    Connection connection = opener.open();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
    return connection;
  }
}
