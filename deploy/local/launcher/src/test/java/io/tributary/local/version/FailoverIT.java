package io.tributary.local.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.fixture.PostgresServer;
import io.tributary.fixture.PostgresVersion;
import io.tributary.fixture.VersionsRun;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.Oracle;
import io.tributary.local.fixture.PatientWriter;
import io.tributary.local.fixture.TestStack;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A standby of the source or of the target is promoted in the middle of streaming, and the address
 * leads there from then on; PostgreSQL 17 or newer, where a standby can carry slots along.
 */
@ExtendWith(VersionsRun.class)
class FailoverIT {
  private static final Duration LIMIT = Duration.ofSeconds(180);
  private static final int FIRST = 17;

  private static PostgresVersion sources;
  private static PostgresVersion targets;
  private static TestStack stack;

  private final long seed = Long.getLong("tributary.test.seed", System.nanoTime());
  private final OperatorApi api = stack.api();

  @BeforeAll
  static void start() throws Exception {
    sources = PostgresVersion.ofSide("source", FIRST);
    targets = PostgresVersion.ofSide("target", FIRST);
    for (PostgresVersion version : List.of(sources, targets)) {
      Assumptions.assumeTrue(version.missing().isEmpty(), () -> version.missing().orElse(""));
      Assumptions.assumeTrue(
          version.major() >= FIRST, "before PostgreSQL 17 no standby carries slots along");
    }
    stack = TestStack.with(targets.clientPrograms(), Map.of("TRIBUTARY_TRIM_KEEP_MINUTES", "60"));
  }

  @AfterAll
  static void stop() {
    if (stack != null) {
      stack.close();
    }
  }

  @Test
  void theStreamGoesOnAtAStandbyThatHasCarriedTheSlotAlong() throws Exception {
    // given
    String name = "failover-carried";
    PostgresServer target = targets.fresh();
    try (ReplicatedServer source = ReplicatedServer.start(sources, true)) {
      create(name, source.now(), target);
      source.synchronous();
      try (PatientWriter writer = writer(source, name)) {
        replicate(name, source, target.port());
        source.awaitCarriedSlot();
        awaitWrites(writer);

        // when
        source.failOver();

        // then
        awaitWrites(writer);
        cutOver(name);
        assertEverythingArrived(name, source.now(), target, writer);
      }
      api.post(name, "complete");
      await().atMost(LIMIT).until(() -> api.state(name).equals("Completed"));
      api.delete(name);
    } finally {
      target.stop();
    }
  }

  @Test
  void theStreamStopsByNameAtAStandbyWithoutTheSlotAndCanBeginAnew() throws Exception {
    // given
    String name = "failover-slotless";
    PostgresServer target = targets.fresh();
    try (ReplicatedServer source = ReplicatedServer.start(sources, false)) {
      create(name, source.now(), target);
      try (PatientWriter writer = writer(source, name)) {
        replicate(name, source, target.port());
        awaitWrites(writer);

        // when
        source.failOver();

        // then
        assertThat(awaitError(name, "TRB-CAPTURE-OTHER-TIMELINE"))
            .contains("is on timeline 2 of its WAL", "has no slot", "./tributary restart");

        // when
        api.post(name, "restart?source=shop");
        // then
        await().atMost(LIMIT).until(() -> errorCode(name).isEmpty() && api.ready(name));
        awaitWrites(writer);
        cutOver(name);
        writer.close();
        assertThat(Oracle.rows(target, name, "shop"))
            .isEqualTo(Oracle.rows(source.now(), name, "public"));
      }
      api.post(name, "complete");
      await().atMost(LIMIT).until(() -> api.state(name).equals("Completed"));
      api.delete(name);
    } finally {
      target.stop();
    }
  }

  @Test
  void theStreamStopsByNameAtAStandbyThatLacksWhatWasCaptured() throws Exception {
    // given a standby that has the slot, and not what was streamed from it last
    String name = "failover-lacking";
    PostgresServer target = targets.fresh();
    try (ReplicatedServer source = ReplicatedServer.start(sources, true)) {
      create(name, source.now(), target);
      replicate(name, source, target.port());
      source.awaitCarriedSlot();
      source.cutStandbyOff();
      write(source.now(), name, "INSERT INTO probe VALUES (-1)");
      await().atMost(LIMIT).until(() -> Oracle.rows(target, name, "shop").contains("probe (-1)"));

      // when
      source.failOver();

      // then
      assertThat(awaitError(name, "TRB-CAPTURE-OTHER-TIMELINE"))
          .contains("is on timeline 2 of its WAL", "it lacks what lies between")
          .contains("./tributary restart");
      assertThat(Oracle.rows(source.now(), name, "public")).doesNotContain("probe (-1)");

      // when
      api.post(name, "restart?source=shop");
      // then
      await().atMost(LIMIT).until(() -> errorCode(name).isEmpty() && api.ready(name));
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(Oracle.rows(target, name, "shop"))
                      .isEqualTo(Oracle.rows(source.now(), name, "public")));
      abort(name);
    } finally {
      target.stop();
    }
  }

  @Test
  void theTopicBringsAgainWhatThePromotedTargetLacks() throws Exception {
    // given
    String name = "failover-target";
    try (ReplicatedServer target = ReplicatedServer.start(targets, false)) {
      PostgresServer source = sources.fresh();
      create(name, source, target.now());
      try (PatientWriter writer =
          new PatientWriter(() -> source.connect(name), this::change, 0, seed)) {
        replicate(name, source.port(), target.port());
        awaitWrites(writer);
        target.cutStandbyOff();
        awaitWrites(writer);
        List<Long> early = writer.acknowledged();
        String last = "probe (" + early.get(early.size() - 1) + ")";
        PostgresServer lost = target.now();
        await().atMost(LIMIT).until(() -> Oracle.rows(lost, name, "shop").contains(last));

        // when
        target.failOver();

        // then
        assertThat(Oracle.column(target.now(), "postgres", "SELECT pg_is_in_recovery()"))
            .containsExactly("f");
        awaitWrites(writer);
        cutOver(name);
        assertEverythingArrived(name, source, target.now(), writer);
      }
      api.post(name, "complete");
      await().atMost(LIMIT).until(() -> api.state(name).equals("Completed"));
      api.delete(name);
      source.stop();
    }
  }

  private void create(String name, PostgresServer source, PostgresServer target)
      throws SQLException {
    source.createDatabase(name);
    target.createDatabase(name);
    write(
        source,
        name,
        """
        CREATE TABLE account (id bigserial PRIMARY KEY, owner text NOT NULL UNIQUE, note text);
        CREATE TABLE journal (at timestamptz NOT NULL DEFAULT now(), entry text);
        CREATE TABLE probe (id bigint PRIMARY KEY);
        INSERT INTO account (owner, note)
          SELECT 'owner-' || g, repeat(md5(g::text), 100) FROM generate_series(1, 1000) g""");
  }

  private PatientWriter writer(ReplicatedServer source, String name) {
    System.out.println("failover: repeat with -Dtributary.test.seed=" + seed);
    return new PatientWriter(() -> source.now().connect(name), this::change, 0, seed);
  }

  private String change(Random random) {
    long owner = 1 + random.nextInt(1000);
    return switch (random.nextInt(4)) {
      case 0 -> "INSERT INTO account (owner, note) VALUES (gen_random_uuid()::text, 'new')";
      case 1 -> "UPDATE account SET owner = owner || '.' WHERE id = " + owner;
      case 2 -> "DELETE FROM account WHERE id = " + owner;
      default -> "INSERT INTO journal (entry) VALUES ('entry')";
    };
  }

  private void replicate(String name, ReplicatedServer source, int targetPort) throws Exception {
    replicate(name, source.port(), targetPort);
  }

  private void replicate(String name, int sourcePort, int targetPort) throws Exception {
    api.create(
        """
        migration: %1$s
        target:
          connection: {host: 127.0.0.1, port: %2$d, tls: disable, database: %1$s, user: postgres, password: {env: TARGET_PASSWORD}}
          schemas: {shop: {role: "%1$s-app", password: {env: APP_PASSWORD}}}
        sources:
          - name: shop
            kind: postgresql
            connection: {host: 127.0.0.1, port: %3$d, tls: disable, database: %1$s, user: postgres, password: {env: SOURCE_PASSWORD}}
            schemas: [{from: public, to: shop}]
        cutover: {time-limit-millis: 60000}
        validation: {pause-between-passes-millis: 1500}
        """
            .formatted(name, targetPort, sourcePort));
    api.post(name, "start");
    await().atMost(LIMIT).until(() -> api.ready(name));
  }

  private void cutOver(String name) {
    api.postOnceOpen(name, "cutover");
    await().atMost(LIMIT).until(() -> api.state(name).equals("Switched"));
  }

  private void abort(String name) throws Exception {
    api.post(name, "abort");
    await().atMost(LIMIT).until(() -> api.state(name).equals("Aborted"));
    api.delete(name);
  }

  /** Every write that was acknowledged, once, and both sides are the same. */
  private static void assertEverythingArrived(
      String name, PostgresServer source, PostgresServer target, PatientWriter writer)
      throws Exception {
    writer.close();
    List<String> rows = Oracle.rows(target, name, "shop");
    assertThat(rows).isEqualTo(Oracle.rows(source, name, "public"));
    assertThat(rows)
        .containsAll(writer.acknowledged().stream().map(id -> "probe (" + id + ")").toList());
  }

  private String errorCode(String name) throws Exception {
    return error(name).path("code").asText("");
  }

  private JsonNode error(String name) throws Exception {
    return api.get(name).path("sources").path(0).path("error");
  }

  private String awaitError(String name, String code) throws Exception {
    await().atMost(LIMIT).ignoreExceptions().until(() -> errorCode(name).equals(code));
    return error(name).path("message").asText();
  }

  private static void awaitWrites(PatientWriter writer) {
    int enough = writer.transactions() + 50;
    await().atMost(LIMIT).until(() -> writer.transactions() >= enough);
  }

  private static void write(PostgresServer server, String database, String sql)
      throws SQLException {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
