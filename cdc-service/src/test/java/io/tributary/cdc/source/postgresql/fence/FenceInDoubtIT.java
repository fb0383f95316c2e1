package io.tributary.cdc.source.postgresql.fence;

import static io.tributary.cdc.source.postgresql.fence.FencedSource.inSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tributary.cdc.source.FenceLift;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.Direction;
import io.tributary.common.model.TlsMode;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MigrationTarget;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.cutover.CutoverSettings.OpenTransactions;
import io.tributary.common.plan.source.PostgresSource;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.WayBack;
import io.tributary.fixture.CuttingProxy;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import io.tributary.fixture.StalledCommits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The connection breaks between a commit and its answer. */
class FenceInDoubtIT {
  private static final String DATABASE = "fence_in_doubt";
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String IN_TRANSACTION =
      "SELECT count(*) FROM pg_stat_activity WHERE state <> 'idle' AND pid <> pg_backend_pid()"
          + " AND datname = current_database()";
  private static PostgresServer server;

  private FencedSource database;
  private FenceService fences;
  private CuttingProxy proxy;
  private MovingSource direct;
  private MovingSource proxied;
  private String write;

  @BeforeEach
  void create() throws Exception {
    if (server == null) {
      server = PostgresFixture.fresh(Map.of());
    }
    database =
        new FencedSource(
            server,
            DATABASE,
            "CREATE SCHEMA app",
            "CREATE TABLE app.item (id int PRIMARY KEY)",
            "CREATE SCHEMA shop",
            "CREATE TABLE shop.item (id int PRIMARY KEY)");
    fences = database.service();
    proxy = new CuttingProxy(server);
    go(Direction.OUT);
  }

  @AfterEach
  void drop() throws Exception {
    proxy.close();
    server.dropDatabase(DATABASE);
  }

  /** The database is the end that is left in this direction. */
  private void go(Direction way) {
    Migration usual = database.migration(OpenTransactions.ABORT_CUTOVER, 200);
    DatabaseAddress address = usual.target().connection();
    direct = moving(way, usual, address);
    proxied =
        moving(
            way,
            usual,
            new DatabaseAddress(
                "127.0.0.1",
                proxy.port(),
                address.database(),
                address.user(),
                address.password(),
                TlsMode.DISABLE));
    write = "INSERT INTO " + (way == Direction.OUT ? "app" : "shop") + ".item VALUES (1)";
  }

  private static MovingSource moving(Direction way, Migration usual, DatabaseAddress left) {
    Source legacy = usual.source("legacy");
    if (way == Direction.OUT) {
      return new MovingSource(usual, PostgresSource.of(legacy.name(), left, legacy.schemas()));
    }
    MigrationTarget target = new MigrationTarget(left, "public", Map.of());
    Source returning = legacy.postgres().with(WayBack.REPLICATE);
    return new MovingSource(
            new Migration(
                usual.name(), target, List.of(returning), usual.cutover(), usual.validation()),
            returning)
        .reversed();
  }

  @ParameterizedTest
  @EnumSource
  void findsAFenceWhoseCommitWasNotAnswered(Direction way) {
    // given
    go(way);
    proxy.cutBehind("COMMIT");
    // when
    assertThatThrownBy(() -> fences.raise(proxied, "cut-1", inSeconds(5), locked -> {}))
        .isInstanceOf(TributaryException.class);
    awaitCommitted();
    // then
    assertThat(proxy.cuts()).isEqualTo(1);
    assertThat(fences.settled(proxied)).map(FenceObserved::token).contains("cut-1");
    assertThatThrownBy(() -> database.execute(write)).hasMessageContaining("moved to");
  }

  @ParameterizedTest
  @EnumSource
  void findsThatAFenceIsGoneWhoseLiftingWasNotAnswered(Direction way) throws Exception {
    // given
    go(way);
    fences.raise(direct, "cut-1", inSeconds(5), locked -> {});
    proxy.cutBehind("COMMIT");
    // when
    assertThatThrownBy(() -> fences.lift(new FenceLift(proxied, "cut-1", () -> false)))
        .isInstanceOf(TributaryException.class);
    awaitCommitted();
    // then
    assertThat(fences.settled(proxied)).isEmpty();
    database.execute(write);
  }

  @Test
  void findsThatASourceIsOpenWhoseOpeningAtARollbackWasNotAnswered() throws Exception {
    // given
    fences.raise(direct, "cut-1", inSeconds(5), locked -> {});
    proxy.cutBehind("COMMIT");

    // when
    assertThatThrownBy(
            () ->
                fences.lift(
                    FenceLift.opening(
                        proxied,
                        "cut-1",
                        () -> false,
                        opened -> opened.run("CREATE TABLE app.handed_over ()"))))
        .isInstanceOf(TributaryException.class);
    awaitCommitted();

    // then both became true with one commit, and whoever asks learns it
    assertThat(proxy.cuts()).isEqualTo(1);
    assertThat(fences.settled(proxied)).isEmpty();
    assertThat(database.value("SELECT to_regclass('app.handed_over') IS NOT NULL")).isEqualTo("t");
    database.execute(write);
  }

  /**
   * The proxy only knows that it has sent the commit. Whoever asks before the server has taken it
   * ends the session that waits for it, and finds rightly that nothing was done.
   */
  private void awaitCommitted() {
    await().atMost(SOON).until(() -> database.value(IN_TRANSACTION).equals("0"));
  }

  @ParameterizedTest
  @EnumSource
  void waitsForACommitThatTheServerIsStillAt(Direction way) throws Exception {
    go(way);
    CompletableFuture<Optional<FenceObserved>> found;
    try (StalledCommits stalled = new StalledCommits(server)) {
      // given
      proxy.cutBehind("COMMIT");
      assertThatThrownBy(() -> fences.raise(proxied, "cut-1", inSeconds(5), locked -> {}))
          .isInstanceOf(TributaryException.class);
      // As in awaitCommitted: until the server has it, asking would end it.
      await().atMost(SOON).until(() -> stalled.waiting() > 0);
      // when
      found = CompletableFuture.supplyAsync(() -> fences.settled(direct));
      await()
          .atMost(SOON)
          .until(
              () ->
                  database
                      .value(
                          "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT"
                              + " granted")
                      .equals("1"));
      assertThat(stalled.waiting()).isPositive();
      assertThat(fences.standing(direct)).as("as far as can be seen").isEmpty();
    }
    // then
    assertThat(found.get()).map(FenceObserved::token).contains("cut-1");
  }

  @Test
  void letsWritersGoOnWhenTheNetworkFallsSilentUnderTheLocksOfARaising() throws Exception {
    // given
    proxy.silenceAt("COMMIT");
    Instant begun = Instant.now();

    // when
    assertThatThrownBy(() -> fences.raise(proxied, "cut-1", inSeconds(8), locked -> {}))
        .isInstanceOf(TributaryException.class);

    // then the server has not noticed anything, and lets go all the same
    database.execute("INSERT INTO app.item VALUES (1)");
    assertThat(Instant.now()).isBefore(begun.plusSeconds(30));
    assertThat(fences.settled(direct)).isEmpty();
  }

  @Test
  void raisesWhatAnotherInstanceWasAboutToRaiseWhenItsNetworkFellSilent() {
    // given
    proxy.silenceAt("COMMIT");
    CompletableFuture<FenceObserved> other =
        CompletableFuture.supplyAsync(
            () -> fences.raise(proxied, "cut-1", inSeconds(20), locked -> {}));
    await().atMost(SOON).until(proxy::silent);

    // when
    FenceObserved fence = fences.raise(direct, "cut-2", inSeconds(10), locked -> {});

    // then
    assertThat(fence.token()).isEqualTo("cut-2");
    assertThat(other).failsWithin(SOON);
    assertThat(fences.settled(direct)).contains(fence);
  }

  /** The server would end a session that is idle in its transaction after 15 s. */
  @ParameterizedTest
  @EnumSource
  void liftsAtOnceWhatAnotherInstanceWasLiftingWhenItsNetworkFellSilent(Direction way)
      throws Exception {
    // given
    go(way);
    fences.raise(direct, "cut-1", inSeconds(10), locked -> {});
    proxy.silenceAt("COMMIT");
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(() -> fences.lift(new FenceLift(proxied, "cut-1", () -> false)));
    await().atMost(SOON).until(proxy::silent);

    // when
    fences.lift(new FenceLift(direct, "cut-1", () -> false));

    // then
    database.execute(write);
    assertThat(other).failsWithin(SOON);
    assertThat(fences.settled(direct)).isEmpty();
  }
}
