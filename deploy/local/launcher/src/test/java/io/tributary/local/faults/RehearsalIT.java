package io.tributary.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.Shop;
import io.tributary.local.fixture.TestStack;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Rehearsals of the packaged stack under a writer, and what they predict beside what was. */
class RehearsalIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);

  @Test
  void predictsThePauseWithoutAFenceAndIsShownBesideTheTruth() throws Exception {
    // given
    TestStack stack = TestStack.shared();
    String name = "rehearsed";
    Shop shop = Shop.create(stack, name);
    OperatorApi api = stack.api();
    api.create(
        shop.returningMigrationFile().replace("cutover: {", "cutover: {backup-check: close-gate, ")
            + queries("shop"));
    api.post(name, "start");
    await().atMost(LIMIT).until(() -> api.ready(name));
    String id;
    try (StrictWriter writer = new StrictWriter(shop)) {
      writer.awaitMore();

      // when
      api.postOnceOpen(name, "rehearse");
      JsonNode rehearsal = awaitRehearsal(api, name, "OUT");
      writer.awaitMore();

      // then
      assertThat(writer.failure()).isEmpty();
      assertThat(fences(shop)).isZero();
      assertMeasured(rehearsal, name);
      assertTimed(rehearsal);
      assertRestored(shop, rehearsal);
      assertThat(api.get(name).path("state").asText()).isEqualTo("Replicating");
      assertThat(api.get(name).path("cutover").isMissingNode()).isTrue();
      id = rehearsal.path("rehearsalId").asText();
    }

    // when
    api.postOnceOpen(name, "cutover");
    await().atMost(LIMIT).until(() -> api.state(name).equals("Switched"));

    // then
    JsonNode pause = api.get(name).at("/cutover/pause");
    assertThat(pause.path("rehearsalId").asText()).isEqualTo(id);
    assertThat(pause.path("millis").asLong()).isPositive();
    assertThat(pause.at("/predicted/p50Millis").asLong()).isPositive();
    assertThat(pause.at("/streams/0/source").asText()).isEqualTo("shop");
    assertThat(pause.at("/streams/0/predicted/p50Millis").asLong()).isPositive();
    assertThat(pause.at("/streams/0/predicted/worstMillis").asLong())
        .isGreaterThanOrEqualTo(pause.at("/streams/0/predicted/p50Millis").asLong());
    System.out.println("rehearsal: predicted and true pause " + pause);
    String cutover = api.get(name).at("/cutover/id").asText();
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> !api.get(name + "/evidence/" + cutover).at("/report").isMissingNode());
    assertThat(api.get(name + "/evidence/" + cutover).at("/report/change/pause")).isEqualTo(pause);
    JsonNode kept = api.get(name + "/evidence/" + cutover).at("/report/change/queries");
    assertThat(kept.findValuesAsText("name")).containsExactly("journal", "nowhere");
    assertThat(kept.at("/0/atTarget/runMicros").size()).isEqualTo(5);
    assertThat(api.get(name + "/evidence/" + cutover).at("/report/change/backup/schemas/0/schema"))
        .hasToString("\"shop\"");

    // when
    api.postOnceOpen(name, "rehearse");
    JsonNode back = awaitRehearsal(api, name, "BACK");

    // then
    assertMeasured(back, name + ".back");
    assertThat(api.state(name)).isEqualTo("Switched");
    assertThat(shop.refuses("DELETE FROM probe")).isTrue();
    try (Connection application = shop.targetAsApplication();
        Statement statement = application.createStatement()) {
      statement.execute("INSERT INTO shop.journal (entry) VALUES ('open')");
    }
    api.post(name, "complete");
    await().atMost(LIMIT).until(() -> api.state(name).equals("Completed"));
    api.delete(name);
  }

  @Test
  void comesBackToReplicatingWithTheReasonWhenItCannotBeDoneInTime() throws Exception {
    // given: the target's tables are locked, so that the opening could not be
    TestStack stack = TestStack.shared();
    String name = "unrehearsed";
    Shop shop = Shop.create(stack, name);
    OperatorApi api = stack.api();
    api.create(shop.migrationFile());
    api.post(name, "start");
    await().atMost(LIMIT).until(() -> api.ready(name));
    try (StrictWriter writer = new StrictWriter(shop);
        Connection other = shop.target().connect(name);
        Statement statement = other.createStatement()) {
      writer.awaitMore();
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE shop.journal IN SHARE UPDATE EXCLUSIVE MODE");

      // when
      api.postOnceOpen(name, "rehearse");
      JsonNode rehearsal = awaitRehearsal(api, name, "OUT");
      other.rollback();
      writer.awaitMore();

      // then
      assertThat(writer.failure()).isEmpty();
      assertThat(fences(shop)).isZero();
      assertThat(rehearsal.at("/error/message").asText())
          .contains("Nothing was fenced")
          .contains("type `./tributary rehearse " + name + "` again");
      assertThat(rehearsal.path("predicted").isMissingNode()).isTrue();
      // and the status says so, once the source itself has nothing to say any more
      await()
          .atMost(LIMIT)
          .until(() -> api.get(name).at("/error/code").equals(rehearsal.at("/error/code")));
      assertThat(api.state(name)).isEqualTo("Replicating");
    }
    api.post(name, "abort");
    await().atMost(LIMIT).until(() -> api.state(name).equals("Aborted"));
    api.delete(name);
  }

  private static JsonNode awaitRehearsal(OperatorApi api, String name, String direction)
      throws Exception {
    await()
        .atMost(LIMIT)
        .until(() -> api.get(name).at("/rehearsal/direction").asText().equals(direction));
    return api.get(name).path("rehearsal");
  }

  private static void assertMeasured(JsonNode rehearsal, String stream) {
    assertThat(rehearsal.path("error").isMissingNode()).as(rehearsal.toString()).isTrue();
    JsonNode predicted = rehearsal.path("predicted");
    assertThat(predicted.path("p50Millis").asLong()).as(rehearsal.toString()).isPositive();
    assertThat(predicted.path("worstMillis").asLong())
        .isGreaterThanOrEqualTo(predicted.path("p50Millis").asLong());
    assertThat(rehearsal.path("orderedBy").path("principal").asText()).isNotEmpty();
    JsonNode measured = rehearsal.path("streams").path(0);
    assertThat(measured.path("source").asText()).endsWith(stream.endsWith(".back") ? ".back" : "");
    assertThat(measured.at("/steps/workMillis").asLong()).isPositive();
    assertThat(measured.at("/comparison/workMillis").asLong()).isPositive();
    assertThat(measured.at("/predicted/p50Millis").asLong()).isPositive();
  }

  private static String queries(String source) {
    return """

        queries:
          - name: journal
            source: %1$s
            at-source: SELECT count(*) FROM public.journal
            at-target: SELECT count(*) FROM shop.journal
          - name: nowhere
            source: %1$s
            at-source: SELECT count(*) FROM public.journal
            at-target: SELECT count(*) FROM shop.nowhere
        """
        .formatted(source);
  }

  /** What the file asks of both sides, the second of a table that the target has not. */
  private static void assertTimed(JsonNode rehearsal) {
    JsonNode journal = rehearsal.at("/queries/0");
    assertThat(journal.path("name").asText()).isEqualTo("journal");
    assertThat(journal.at("/atSource/runMicros").size()).as(journal.toString()).isEqualTo(5);
    assertThat(journal.at("/atTarget/medianMicros").asLong()).isPositive();
    assertThat(journal.path("ratio").asDouble()).isPositive();
    JsonNode nowhere = rehearsal.at("/queries/1/error");
    assertThat(nowhere.path("code").asText()).isEqualTo("TRB-VALIDATION-QUERY");
    assertThat(nowhere.path("message").asText())
        .contains("At the target", "relation \"shop.nowhere\" does not exist", "at-target");
  }

  /** Each schema of the target, while it is closed; the scratch database is gone. */
  private static void assertRestored(Shop shop, JsonNode rehearsal) throws SQLException {
    JsonNode backup = rehearsal.path("backup");
    assertThat(backup.path("error").isMissingNode()).as(backup.toString()).isTrue();
    assertThat(backup.at("/schemas/0/schema").asText()).isEqualTo("shop");
    assertThat(backup.at("/schemas/0/rows").asLong()).as(backup.toString()).isPositive();
    assertThat(backup.at("/schemas/0/bytes").asLong()).isPositive();
    assertThat(backup.at("/schemas/0/differing")).as(backup.toString()).isEmpty();
    assertThat(backup.path("millis").asLong()).isPositive();
    try (Connection target = shop.target().connect("postgres");
        Statement statement = target.createStatement();
        var found =
            statement.executeQuery(
                "SELECT count(*) FROM pg_database WHERE datname LIKE 'tributary_backup_check%'")) {
      found.next();
      assertThat(found.getInt(1)).isZero();
    }
    System.out.println("rehearsal: backup " + backup);
  }

  /** Triggers of ours in the source, of any fence. */
  private static int fences(Shop shop) throws SQLException {
    try (Connection source = shop.source();
        Statement statement = source.createStatement();
        var found =
            statement.executeQuery(
                "SELECT count(*) FROM pg_trigger WHERE tgname = 'tributary_fence'")) {
      found.next();
      return found.getInt(1);
    }
  }

  /** Writes to the source all the time; the first error ends it and is kept. */
  private static final class StrictWriter implements Runnable, AutoCloseable {
    private static final int MORE = 50;
    private static final long PACE_NANOS = 4_000_000;

    private final Shop shop;
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicReference<SQLException> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this, "strict writer");
    private volatile boolean running = true;

    StrictWriter(Shop shop) {
      this.shop = shop;
      thread.start();
    }

    @Override
    public void run() {
      try (Connection connection = shop.source();
          Statement statement = connection.createStatement()) {
        while (running) {
          statement.execute("INSERT INTO journal (entry) VALUES ('written')");
          written.incrementAndGet();
          LockSupport.parkNanos(PACE_NANOS);
        }
      } catch (SQLException e) {
        failure.set(e);
      }
    }

    void awaitMore() {
      int enough = written.get() + MORE;
      await().atMost(LIMIT).until(() -> written.get() >= enough || failure.get() != null);
    }

    Optional<SQLException> failure() {
      return Optional.ofNullable(failure.get());
    }

    @Override
    public void close() throws InterruptedException {
      running = false;
      thread.join();
    }
  }
}
