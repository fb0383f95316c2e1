package io.tributary.cdc.apply.back;

import static io.tributary.cdc.source.PassingFailures.outlast;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.ApplyStatus;
import io.tributary.cdc.apply.StreamPlan;
import io.tributary.cdc.apply.fixture.PlainDatabase;
import io.tributary.cdc.apply.fixture.RealParts;
import io.tributary.cdc.source.RealSourceKinds;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.cdc.source.TargetEnd;
import io.tributary.cdc.source.kinds.SourceKinds;
import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MigrationTarget;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.ValidationSettings;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.common.plan.source.Source;
import io.tributary.common.secret.SecretRef;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.awaitility.Awaitility;

/** Both streams of a migration of one source, nothing mocked. */
abstract class TwoWayStreams implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(120);

  private static final String PASSWORD = "application's";

  final PlainDatabase target;
  final MovingSource out;
  final MovingSource back;
  private final ApplyService apply;
  private final String database;
  private final Path secret;

  /**
   * Both streams of a source.
   *
   * @param source by the name that the target's database gets
   */
  TwoWayStreams(ApplyService apply, Function<String, Source> source) throws IOException {
    String name = "two-way-" + UUID.randomUUID().toString().substring(0, 8);
    this.apply = apply;
    this.database = name.replace('-', '_');
    this.secret = Files.writeString(Files.createTempFile("two-way", ".secret"), PASSWORD);
    this.target = new PlainDatabase(PostgresFixture.target(), database);
    Source legacy = source.apply(database);
    Migration migration =
        new Migration(
            name,
            new MigrationTarget(
                TargetEnd.connection(PostgresFixture.target(), database),
                "public",
                Map.of(
                    "app", new TargetSchema(database, SecretRef.file(secret.toString()), false))),
            List.of(legacy),
            settings(),
            ValidationSettings.defaults());
    this.out = new MovingSource(migration, legacy);
    this.back = out.reversed();
  }

  /** Rows that are set aside may stay behind, and whoever has a transaction open may take time. */
  private static CutoverSettings settings() {
    CutoverSettings usual = CutoverSettings.defaults();
    return new CutoverSettings(
        usual.timeLimitMillis(),
        usual.maxLagMillis(),
        usual.openTransactions(),
        LIMIT.toMillis(),
        usual.switchActions(),
        Map.of("legacy", 100L));
  }

  /** The name of the database at the target. */
  String database() {
    return database;
  }

  /** The target as its application. */
  Connection asApplication() throws SQLException {
    PostgresServer server = PostgresFixture.target();
    return server.connect(database, database, PASSWORD);
  }

  /** Ends both streams, and takes away what they read by. */
  void removeCaptures() {
    for (MovingSource way : List.of(out, back)) {
      apply.stop(way.stream());
    }
    outlast(() -> homeward().removeCapture());
    outlast(() -> outward().removeCapture());
  }

  /** Gives the migration up while the source is open: nothing of it stays. */
  void abort() {
    apply.stop(back.stream());
    apply.stop(out.stream());
    outlast(() -> homeward().removeCapture());
    outlast(() -> homeward().removeTarget());
    outlast(() -> outward().removeCapture());
    outlast(() -> outward().removeTarget());
  }

  @Override
  public void close() throws Exception {
    removeCaptures();
    target.close();
    Files.deleteIfExists(secret);
  }

  ApplyStatus status(MovingSource way) {
    return apply.status(way.stream());
  }

  /** Copies everything, and has both streams run. */
  void begin() {
    begin(() -> {});
  }

  /**
   * Copies everything, and has both streams run.
   *
   * @param between what happens before the way back is made
   */
  void begin(Runnable between) {
    outward().prepare();
    outlast(() -> outward().capture());
    start(out, outward());
    Awaitility.await().atMost(LIMIT).until(() -> apply.status(out.stream()).snapshotComplete());
    between.run();
    homeward().prepare();
    outlast(() -> homeward().capture());
    start(back, homeward());
  }

  /** Starts a stream from where it stands. */
  void start(MovingSource way, SourceDriver driver) {
    apply.start(
        new StreamPlan(
            way, driver.initialRows(), driver.committers(), driver::finishAfterSnapshot));
  }

  /** As if the service had died, with everything that it knew. */
  void restartService() {
    for (MovingSource way : List.of(out, back)) {
      apply.stop(way.stream());
    }
    start(out, outward());
    start(back, homeward());
  }

  /** The steps of the way out, by a process that knows nothing. */
  SourceDriver outward() {
    return kinds().of(out);
  }

  /** The steps of the way back. */
  SourceDriver homeward() {
    return kinds().returning(out).orElseThrow();
  }

  /** The steps of a stream, by a process that knows nothing. */
  SourceDriver driver(MovingSource way) {
    return way == out ? outward() : homeward();
  }

  SourceKinds kinds() {
    return RealSourceKinds.with(RealParts.settings());
  }

  /**
   * Fences the side that a stream comes from, and waits until all of it has arrived.
   *
   * @return what opens the other side
   */
  SourceDriver close(MovingSource way) {
    return close(way, UUID.randomUUID().toString());
  }

  /** The same with the token of an order that another process may have begun with. */
  SourceDriver close(MovingSource way, String token) {
    SourceDriver driver = driver(way);
    if (driver.settledFence().isEmpty()) {
      driver.rehearse();
    }
    driver.raiseFence(token, Instant.now().plusSeconds(60));
    Awaitility.await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () -> {
              assertThat(status(way).error()).isNull();
              assertThat(status(way).fenceTokenPassed()).isEqualTo(token);
            });
    driver.checkDrained();
    return driver;
  }

  /** Has the application leave the side that a stream comes from for the one that it goes to. */
  void change(MovingSource way) {
    open(close(way));
  }

  /** Waits until a query answers this. */
  void awaitRows(PlainDatabase side, String sql, String... rows) {
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(side.rows(sql)).containsExactly(rows));
  }

  /** Waits until a stream says this error, and answers it. */
  ErrorReport awaitError(MovingSource way, ErrorCode code) {
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(status(way).error())
                    .extracting(ErrorReport::code)
                    .isEqualTo(code.code()));
    return Objects.requireNonNull(status(way).error(), "just seen");
  }

  /** Opens the side that a stream goes to. */
  void open(SourceDriver driver) {
    driver.open();
    driver.endRehearsal();
    assertThat(driver.opened()).isTrue();
  }
}
