package io.tributary.cdc.pooler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.ClientsGoal;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.model.Direction;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.PoolerObserved;
import io.tributary.fixture.PgBouncer;
import io.tributary.fixture.PostgresFixture;
import io.vertx.mutiny.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real PgBouncer between clients and two servers, led as a cutover leads it. */
class PoolerServiceIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final long TIME_LIMIT_MILLIS = 10_000;

  private final List<PoolerObserved> reports = new CopyOnWriteArrayList<>();
  private final List<PooledClient> clients = new ArrayList<>();
  private Vertx vertx;
  private PooledShop shop;
  private PoolerLoop loop;

  @BeforeEach
  void start() {
    Assumptions.assumeTrue(PgBouncer.missing().isEmpty(), () -> PgBouncer.missing().orElse(""));
    vertx = Vertx.vertx();
    shop = shop(TIME_LIMIT_MILLIS, "transaction");
  }

  private static PooledShop shop(long limitMillis, String mode) {
    return new PooledShop(PostgresFixture.source(), PostgresFixture.target(), limitMillis, mode);
  }

  @AfterEach
  void stop() throws Exception {
    if (vertx == null) {
      return;
    }
    for (PooledClient client : clients) {
      client.close();
    }
    if (loop != null) {
      loop.stop();
    }
    shop.close();
    vertx.closeAndAwait();
  }

  @Test
  void clientsWaitAndFindThemselvesAtTheTargetAndBackWithoutAnyFailure() throws Exception {
    // given
    String before = shop.text();
    clients(3);
    lead(shop.desire(1, MigrationGoal.REHEARSE, ClientsGoal.FREE, inSeconds(60)));
    awaitAchieved(1);
    assertThat(shop.text()).isEqualTo(before);

    // when
    lead(shop.desire(2, MigrationGoal.REHEARSE, ClientsGoal.HELD, inSeconds(8)));
    awaitAchieved(2);
    // then
    assertThat(shop.paused()).isTrue();
    clients.forEach(client -> client.awaitWaiting());
    lead(shop.desire(3, MigrationGoal.FENCE, ClientsGoal.HELD, inSeconds(8)));
    awaitAchieved(3);
    List<Integer> statements = clients.stream().map(PooledClient::statements).toList();
    lead(shop.desire(4, MigrationGoal.OPEN, ClientsGoal.HELD, null));
    awaitAchieved(4);
    assertThat(clients.stream().map(PooledClient::statements).toList()).isEqualTo(statements);

    // when
    lead(shop.desire(5, MigrationGoal.OPEN, ClientsGoal.MOVED, null));
    awaitAchieved(5);
    // then
    clients.forEach(client -> client.awaitAt(PooledShop.NEW));
    assertThat(last().held().longestWaitMillis())
        .isPositive()
        .isLessThanOrEqualTo(last().held().heldMillis());
    assertThat(last().held().waiting()).isEqualTo(3);
    assertThat(shop.text()).contains("pool_size=4").doesNotContain("tributary-held");

    // when it goes back
    DesiredState home =
        shop.desire(
            6, MigrationGoal.REHEARSE, ClientsGoal.HELD, inSeconds(8), Direction.BACK, "r-1");
    lead(home);
    awaitAchieved(6);
    lead(shop.desire(7, MigrationGoal.OPEN, ClientsGoal.MOVED, null, Direction.BACK, "r-1"));
    awaitAchieved(7);
    // then
    clients.forEach(client -> client.awaitAt(PooledShop.OLD));
    assertThat(shop.text()).isEqualTo(before);
    assertNoFailure();
  }

  @Test
  void clientsGoOnWhereTheyWereWhenACutoverIsUndone() throws Exception {
    // given
    String before = shop.text();
    clients(3);
    lead(shop.desire(1, MigrationGoal.REHEARSE, ClientsGoal.HELD, inSeconds(8)));
    awaitAchieved(1);

    // when
    lead(shop.desire(2, MigrationGoal.REPLICATE, ClientsGoal.HELD, null));
    awaitAchieved(2);
    assertThat(shop.paused()).isTrue();
    lead(shop.desire(3, MigrationGoal.REPLICATE, ClientsGoal.FREE, null));
    awaitAchieved(3);

    // then
    assertThat(shop.paused()).isFalse();
    assertThat(shop.text()).isEqualTo(before);
    int statements = clients.get(0).statements();
    await().atMost(LIMIT).until(() -> clients.get(0).statements() > statements);
    clients.get(0).awaitAt(PooledShop.OLD);
    assertNoFailure();
  }

  @Test
  void nobodyWaitsLongerThanTheLimitWhenNothingMoreIsOrdered() throws Exception {
    // given
    shop.close();
    shop = shop(3_000, "transaction");
    clients(2);
    long begun = System.nanoTime();
    lead(shop.desire(1, MigrationGoal.REHEARSE, ClientsGoal.HELD, Instant.now().plusMillis(2_400)));
    awaitAchieved(1);

    // when
    await().atMost(LIMIT).until(() -> !shop.paused());
    // then
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(4_000));
    clients.forEach(client -> client.awaitAt(PooledShop.OLD));
    assertThat(clients).allMatch(client -> client.longestMillis() < 3_500);
    await().atMost(LIMIT).until(() -> last().error() != null);
    assertThat(last().error().code()).isEqualTo("TRB-POOLER-HOLD-LIMIT");
    assertThat(last().held().atLimit()).isTrue();
    assertNoFailure();
  }

  @Test
  void aTransactionThatDoesNotEndLetsEverybodyGoOn() throws Exception {
    // given
    shop.close();
    shop = shop(2_000, "transaction");
    String before = shop.text();
    clients(2);
    try (Connection open = shop.client();
        Statement statement = open.createStatement()) {
      open.setAutoCommit(false);
      statement.execute("SELECT 1");

      // when
      lead(
          shop.desire(
              1, MigrationGoal.REHEARSE, ClientsGoal.HELD, Instant.now().plusMillis(1_600)));
      // then
      await().atMost(LIMIT).until(() -> !reports.isEmpty() && last().error() != null);
      assertThat(last().error().code()).isEqualTo("TRB-POOLER-PAUSE-LIMIT");
      await().atMost(LIMIT).until(() -> !shop.paused());
      await().atMost(LIMIT).until(() -> shop.text().equals(before));
      statement.execute("SELECT 1");
    }
    assertThat(clients).allMatch(client -> client.longestMillis() < 2_500);
    assertNoFailure();
  }

  @Test
  void aPoolerThatWasLeftPausedIsFoundAndOneThatSomebodyElsePausedIsLeftAlone() throws Exception {
    // given a service that died while clients were held
    String before = shop.text();
    shop.write(
        EntriesText.of(before)
            .held(new HoldMark(PooledShop.CUTOVER, Instant.now(), inSeconds(60)))
            .text());
    shop.console("PAUSE shop");

    // when
    lead(shop.desire(1, MigrationGoal.REPLICATE, ClientsGoal.FREE, null));
    awaitAchieved(1);
    // then
    assertThat(shop.paused()).isFalse();
    assertThat(shop.text()).isEqualTo(before);

    // when
    loop.stop();
    shop.console("PAUSE shop");
    loop = null;
    reports.clear();
    lead(shop.desire(2, MigrationGoal.REPLICATE, ClientsGoal.FREE, null));
    awaitAchieved(2);
    // then
    assertThat(shop.paused()).isTrue();
  }

  @Test
  void aServiceThatStartsAnewBehindTheFenceHoldsClientsOnUntilTheirLimit() throws Exception {
    // given
    clients(2);
    lead(shop.desire(1, MigrationGoal.REHEARSE, ClientsGoal.HELD, inSeconds(8)));
    awaitAchieved(1);
    String held = shop.text();

    // when it stops in good order
    loop.stop();
    // then
    assertThat(shop.paused()).isFalse();
    assertThat(shop.text()).isEqualTo(held);

    // when
    loop = null;
    reports.clear();
    lead(shop.desire(2, MigrationGoal.FENCE, ClientsGoal.HELD, inSeconds(8)));
    // then
    awaitAchieved(2);
    assertThat(shop.paused()).isTrue();
    assertNoFailure();
  }

  @Test
  void anotherPauseTakesThePlaceOfOneThatAPoolerHasForgotten() throws Exception {
    // given
    clients(1);
    lead(shop.desire(1, MigrationGoal.REHEARSE, ClientsGoal.HELD, inSeconds(8)));
    awaitAchieved(1);

    // when
    shop.console("RESUME shop");
    // then
    await().atMost(LIMIT).until(() -> shop.paused());
  }

  @Test
  void whatKeepsAPoolerFromBeingLedShowsInTheRehearsal() throws Exception {
    // given, when, then
    rehearseFails("TRB-POOLER-NOT-ADMIN", () -> shop.administeredBy("looker"));
    shop.administeredBy(PgBouncer.ADMIN);
    String good = shop.text();
    rehearseFails("TRB-POOLER-ENTRY", () -> shop.write("[databases]\n"));
    rehearseFails("TRB-POOLER-ENTRY", () -> shop.write(good.replaceAll(" user=\\S+", "")));
    rehearseFails(
        "TRB-POOLER-NOT-INCLUDED", () -> shop.write(good.replace(PooledShop.OLD, "elsewhere")));
    rehearseFails("TRB-POOLER-FILE", () -> Files.delete(shop.entries));
    shop.write(good);
    rehearseFails("TRB-POOLER-UNREACHABLE", () -> shop.pooler.close());
  }

  @Test
  void aPoolerThatDoesNotReadTheFileShowsInTheRehearsal() throws Exception {
    // given
    shop.pooler.close();
    Path copy = Files.copy(shop.entries, shop.directory.resolve("other.ini"));
    Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(shop.entries));
    shop.pooler = PgBouncer.including(copy, "transaction");

    // when, then
    rehearseFails("TRB-POOLER-NOT-INCLUDED", () -> {});
    assertThat(shop.text()).doesNotContain("tributary");
  }

  private interface Breaking {
    void run() throws Exception;
  }

  private void rehearseFails(String code, Breaking breaking) throws Exception {
    breaking.run();
    if (loop != null) {
      loop.stop();
      loop = null;
    }
    reports.clear();
    lead(shop.desire(1, MigrationGoal.REHEARSE, ClientsGoal.FREE, inSeconds(60)));
    await().atMost(LIMIT).until(() -> !reports.isEmpty() && last().error() != null);
    assertThat(last().error().code()).isEqualTo(code);
    assertThat(last().achieved()).isFalse();
  }

  private void lead(DesiredState desired) {
    if (loop == null) {
      loop =
          new PoolerLoop(
              new StreamId("pooled", PooledShop.NAME),
              desired,
              vertx,
              () -> true,
              reports::add,
              Clock.systemUTC());
      loop.start();
    } else {
      loop.desire(desired);
    }
  }

  private void awaitAchieved(long generation) {
    await()
        .atMost(LIMIT)
        .until(() -> !reports.isEmpty() && last().generation() == generation && last().achieved());
  }

  private PoolerObserved last() {
    return reports.get(reports.size() - 1);
  }

  private void clients(int count) {
    for (int i = 0; i < count; i++) {
      PooledClient client = new PooledClient(shop);
      clients.add(client);
      client.awaitAt(PooledShop.OLD);
    }
  }

  private void assertNoFailure() {
    assertThat(clients).allSatisfy(client -> assertThat(client.failures()).isEmpty());
  }

  private static Instant inSeconds(long seconds) {
    return Instant.now().plusSeconds(seconds);
  }
}
