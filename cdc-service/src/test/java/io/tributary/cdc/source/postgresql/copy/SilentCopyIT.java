package io.tributary.cdc.source.postgresql.copy;

import static io.tributary.cdc.source.PassingFailures.outlast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.cdc.apply.InitialRows;
import io.tributary.cdc.copy.CopyHooks;
import io.tributary.cdc.copy.TableChunk;
import io.tributary.cdc.database.DatabaseError;
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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A network that drops everything without a word while tables are copied. */
class SilentCopyIT {
  private static final int ROWS = 5_000;
  private static final Duration NOTICED = Duration.ofSeconds(150);
  private static final Duration GONE_ON = Duration.ofSeconds(150);
  private static final String LEFT_BEHIND =
      "SELECT pid FROM pg_stat_activity WHERE state = 'idle in transaction'"
          + " AND datname = current_database()";

  private final PostgresServer server = PostgresFixture.source();
  private final String database = "silent_" + UUID.randomUUID().toString().substring(0, 8);
  private final TargetEnd target = new TargetEnd();

  @BeforeEach
  void create() throws SQLException {
    server.createDatabase(database);
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE big (id int PRIMARY KEY, v text)");
      statement.execute(
          "INSERT INTO big SELECT g, repeat('v', 100) FROM generate_series(1, " + ROWS + ") g");
    }
  }

  @AfterEach
  void drop() throws SQLException {
    server.dropDatabase(database);
    target.close();
  }

  @Test
  void goesOnPastTheLocksOfWorkersThatTheTargetStillWaitsFor() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(PostgresFixture.target())) {
      Source source = source(server.port());
      copies(new MovingSource(target.migrationThrough(proxy.port(), source), source), proxy);
    }
  }

  @Test
  void goesOnWhenTheSourceSpeaksAgain() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(server)) {
      Source source = source(proxy.port());
      copies(new MovingSource(target.migration(source), source), proxy);
    }
  }

  private void copies(MovingSource moving, CuttingProxy proxy) throws Exception {
    // given
    SourceDriver driver = driver(moving, new SilenceAtChunk(2, proxy));
    driver.prepare();
    outlast(driver::capture);

    // when: nothing passes any more while workers are in the middle of their chunks
    CompletableFuture<InitialRows.Copied> first = copy(driver);

    // then
    assertThat(first)
        .failsWithin(NOTICED)
        .withThrowableOfType(ExecutionException.class)
        .havingCause()
        .isInstanceOfSatisfying(
            TributaryException.class,
            e -> assertThat(e.report().code()).isEqualTo(DatabaseError.UNREACHABLE.code()));
    assertThat(proxy.silent()).isTrue();

    // when
    proxy.speak();

    // then: nobody has told the server that it waits for somebody who is gone
    assertThat(copy(driver))
        .succeedsWithin(GONE_ON)
        .satisfies(copied -> assertThat(copied.rows()).isEqualTo(ROWS));
    assertThat(target.column("SELECT count(*) FROM app.big")).containsExactly("" + ROWS);
    // A server ends a session some time after its client has closed it.
    await().atMost(GONE_ON).until(() -> target.column(LEFT_BEHIND).isEmpty());
    outlast(driver::removeCapture);
  }

  /** As a stream begins it, and again when it tries again. */
  private static CompletableFuture<InitialRows.Copied> copy(SourceDriver driver) {
    return CompletableFuture.supplyAsync(
        () -> {
          InitialRows.Copy copy = driver.initialRows().begin().orElseThrow();
          copy.fresh();
          return copy.run(() -> false, told -> {}).orElseThrow();
        });
  }

  private static SourceDriver driver(MovingSource moving, CopyHooks hooks) {
    return RealSourceKinds.with(
            Map.of(
                "tributary.copy.chunk-bytes", "65536",
                "tributary.copy.buffer-bytes", "4096"),
            ConnectFixture.worker().restUrl(),
            KafkaFixture.bootstrapServers(),
            hooks)
        .of(moving);
  }

  private Source source(int port) {
    DatabaseAddress near = TargetEnd.connection(server, database);
    DatabaseAddress address =
        new DatabaseAddress(
            near.host(), port, database, near.user(), near.password(), TlsMode.DISABLE);
    return PostgresSource.of(
        "legacy",
        address,
        List.of(new SchemaMapping("public", "app", Map.of(), List.of(), List.of())));
  }

  /** Lets the network fall silent when a chunk's rows are written and not committed. */
  private static final class SilenceAtChunk extends CopyHooks {
    private final AtomicInteger left;
    private final CuttingProxy proxy;

    SilenceAtChunk(int number, CuttingProxy proxy) {
      this.left = new AtomicInteger(number);
      this.proxy = proxy;
    }

    @Override
    public void beforeCommit(StreamId stream, TableChunk chunk) {
      if (left.decrementAndGet() == 0) {
        proxy.silence();
      }
    }
  }
}
