package io.tributary.cdc.source.postgresql.copy;

import static io.tributary.cdc.source.PassingFailures.outlast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tributary.cdc.apply.InitialRows;
import io.tributary.cdc.copy.CopyHooks;
import io.tributary.cdc.copy.TableChunk;
import io.tributary.cdc.source.RealSourceKinds;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.cdc.source.TargetEnd;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TlsMode;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.PostgresSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.fixture.ConnectFixture;
import io.tributary.fixture.CuttingProxy;
import io.tributary.fixture.KafkaFixture;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Instances that copy one source together: each has services, connections and settings of its own.
 */
class HelpedCopyIT {
  private static final int ROWS = 30_000;
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final String ALL_ROWS =
      "SELECT concat_ws(' ', count(*), count(DISTINCT id), sum(id)) FROM app.big";
  private static final String OFFERS = "SELECT count(*) FROM tributary.copy_offer";

  private final PostgresServer server = PostgresFixture.source();
  private final String database = "helped_" + UUID.randomUUID().toString().substring(0, 8);
  private final TargetEnd target = new TargetEnd();
  private MovingSource moving = moving(server.port());
  private SourceDriver owner;
  private @Nullable CuttingProxy line;

  @BeforeEach
  void create() throws SQLException {
    server.createDatabase(database);
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE big (id int PRIMARY KEY, v text)");
      statement.execute(
          "INSERT INTO big SELECT g, repeat('v', 200) FROM generate_series(1, " + ROWS + ") g");
    }
  }

  @AfterEach
  void drop() throws SQLException {
    outlast(owner::removeCapture);
    server.dropDatabase(database);
    target.close();
    if (line != null) {
      line.close();
    }
  }

  @Test
  void copiesEachRowOnceAsTheSnapshotHasItWhenAnotherInstanceHelps() throws Exception {
    // given an instance whose workers wait in their first chunks
    CountDownLatch helped = new CountDownLatch(1);
    own(new Hooks(chunk -> awaitUninterruptibly(helped)), Map.of());
    SourceDriver helper = driver(new CopyHooks(), Map.of());
    CompletableFuture<InitialRows.Copied> copy = copy(owner);

    // when
    write("UPDATE big SET v = 'later'; INSERT INTO big VALUES (-1, 'later')");
    int chunks = help(helper);
    helped.countDown();

    // then
    assertThat(chunks).isGreaterThan(1);
    assertThat(copy.get().rows()).isEqualTo(ROWS);
    assertThat(copy.get().consistentAt()).isZero();
    assertAllThere();
    assertThat(target.column("SELECT count(*) FROM app.big WHERE v = 'later'"))
        .containsExactly("0");
    assertThat(helper.helpCopy(() -> false)).isZero();
  }

  @Test
  void copiesWhatAHelperThatDiesHasLeftBehind() throws Exception {
    // given
    CountDownLatch died = new CountDownLatch(1);
    own(new Hooks(chunk -> awaitUninterruptibly(died)), Map.of());
    AtomicInteger left = new AtomicInteger(4);
    SourceDriver helper =
        driver(
            new Hooks(
                chunk -> {
                  if (left.decrementAndGet() < 0) {
                    throw new IllegalStateException("killed by the test");
                  }
                }),
            Map.of());
    CompletableFuture<InitialRows.Copied> copy = copy(owner);

    // when
    assertThatThrownBy(() -> help(helper)).hasMessage("killed by the test");
    died.countDown();

    // then
    assertThat(copy.get().rows()).isEqualTo(ROWS);
    assertAllThere();
  }

  @Test
  void goesOnElsewhereWhenTheInstanceDiesThatOffersTheCopy() throws Exception {
    // given both in the middle of chunks
    CountDownLatch helping = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    own(
        new Hooks(
            chunk -> {
              awaitUninterruptibly(helping);
              throw new IllegalStateException("killed by the test");
            }),
        Map.of());
    SourceDriver helper =
        driver(
            new Hooks(
                chunk -> {
                  helping.countDown();
                  awaitUninterruptibly(over);
                }),
            Map.of());
    CompletableFuture<InitialRows.Copied> copy = copy(owner);
    CompletableFuture<Integer> help = CompletableFuture.supplyAsync(() -> help(helper));
    assertThat(copy).failsWithin(LIMIT);
    owner.standDown();

    // when another one looks after the source, while the helper has not heard of it
    write("UPDATE big SET v = 'later' WHERE id % 2 = 0");
    owner = driver(new CopyHooks(), Map.of());
    outlast(owner::capture);
    CompletableFuture<InitialRows.Copied> next = copy(owner);

    // then nothing of the helper is kept, nor does it go on
    assertThat(next).succeedsWithin(LIMIT);
    over.countDown();
    assertThat(help)
        .failsWithin(LIMIT)
        .withThrowableThat()
        .withCauseInstanceOf(TributaryException.class);
    assertThat(next.get().rows()).isEqualTo(ROWS);
    assertAllThere();
    assertThat(helper.helpCopy(() -> false)).isZero();
  }

  @Test
  void endsAHelperThatKeepsTheLastChunksForTooLong() throws Exception {
    // given
    CountDownLatch helping = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    own(
        new Hooks(chunk -> awaitUninterruptibly(helping)),
        Map.of("tributary.copy.help-patience-seconds", "1"));
    SourceDriver helper =
        driver(
            new Hooks(
                chunk -> {
                  helping.countDown();
                  awaitUninterruptibly(never);
                }),
            Map.of());
    CompletableFuture<InitialRows.Copied> copy = copy(owner);

    // when
    CompletableFuture<Integer> help = CompletableFuture.supplyAsync(() -> help(helper));

    // then
    assertThat(copy).succeedsWithin(LIMIT);
    never.countDown();
    assertThat(help).failsWithin(LIMIT);
    assertThat(copy.get().rows()).isEqualTo(ROWS);
    assertAllThere();
  }

  /** Prints how long each takes; on a slow line that is what the line lets pass. */
  @Test
  void dividesTheRowsOfASlowLineAmongTwoInstances() throws Exception {
    // given
    line = new CuttingProxy(server);
    line.slowTo(500_000);
    moving = moving(line.port());
    Map<String, String> oneWorker = Map.of("tributary.copy.workers", "1");
    own(new CopyHooks(), oneWorker);
    SourceDriver helper = driver(new CopyHooks(), oneWorker);

    // when
    long begun = System.nanoTime();
    CompletableFuture<InitialRows.Copied> copy = copy(owner);
    int chunks = help(helper);
    assertThat(copy).succeedsWithin(LIMIT);

    // then
    int all = Integer.parseInt(target.column("SELECT count(*) FROM tributary.copy_chunk").get(0));
    System.out.printf(
        "helped copy: %d of %d chunks by the helper, %d ms in all%n",
        chunks, all, (System.nanoTime() - begun) / 1_000_000);
    assertThat(chunks).isBetween(all / 4, all * 3 / 4);
    assertAllThere();
  }

  private void own(CopyHooks hooks, Map<String, String> settings) {
    owner = driver(hooks, settings);
    owner.prepare();
    outlast(owner::capture);
  }

  /** Once the copy is offered: whoever comes before that is ended like what others left behind. */
  private int help(SourceDriver helper) {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> target.column(OFFERS).equals(List.of("1")));
    return helper.helpCopy(() -> false);
  }

  private static CompletableFuture<InitialRows.Copied> copy(SourceDriver driver) {
    return CompletableFuture.supplyAsync(
        () -> {
          InitialRows.Copy copy = driver.initialRows().begin().orElseThrow();
          copy.fresh();
          return copy.run(() -> false, told -> {}).orElseThrow();
        });
  }

  private void assertAllThere() {
    long sum = (long) ROWS * (ROWS + 1) / 2;
    assertThat(target.column(ALL_ROWS)).containsExactly(ROWS + " " + ROWS + " " + sum);
    assertThat(target.column(OFFERS)).containsExactly("0");
  }

  private void write(String sql) throws SQLException {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private SourceDriver driver(CopyHooks hooks, Map<String, String> others) {
    Map<String, String> settings = new HashMap<>(others);
    settings.put("tributary.copy.chunk-bytes", "131072");
    settings.put("tributary.copy.buffer-bytes", "4096");
    return RealSourceKinds.with(
            settings, ConnectFixture.worker().restUrl(), KafkaFixture.bootstrapServers(), hooks)
        .of(moving);
  }

  private MovingSource moving(int port) {
    DatabaseAddress near = TargetEnd.connection(server, database);
    DatabaseAddress address =
        new DatabaseAddress(
            near.host(), port, database, near.user(), near.password(), TlsMode.DISABLE);
    Source source =
        PostgresSource.of(
            "legacy",
            address,
            List.of(new SchemaMapping("public", "app", Map.of(), List.of(), List.of())));
    return new MovingSource(target.migration(source), source);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Meets every chunk whose rows are written and not committed. */
  private static final class Hooks extends CopyHooks {
    private final Consumer<TableChunk> met;

    Hooks(Consumer<TableChunk> met) {
      this.met = met;
    }

    @Override
    public void beforeCommit(StreamId stream, TableChunk chunk) {
      met.accept(chunk);
    }
  }
}
