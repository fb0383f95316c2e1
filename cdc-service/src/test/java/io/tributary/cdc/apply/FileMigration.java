package io.tributary.cdc.apply;

import static io.tributary.cdc.source.PassingFailures.outlast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.tributary.cdc.capture.CaptureSettings;
import io.tributary.cdc.converted.StatementParts;
import io.tributary.cdc.copy.CopyHooks;
import io.tributary.cdc.copy.CopyService;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.definition.TableMaking;
import io.tributary.cdc.reconcile.CopyingSqliteDriver;
import io.tributary.cdc.schema.SchemaService;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.Connection;
import io.tributary.common.plan.ConvertedSource;
import io.tributary.common.plan.Cutover;
import io.tributary.common.plan.InitialCopy;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.SchemaMapping;
import io.tributary.common.plan.Source;
import io.tributary.common.plan.Target;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.Validation;
import io.tributary.common.secret.SecretRef;
import io.tributary.common.sqlite.SqliteProgram;
import io.tributary.fixture.ConnectFixture;
import io.tributary.fixture.ConnectWorker;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A whole migration of one SQLite file, from its real connector to the target. */
final class FileMigration implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final ConnectWorker WORKER =
      ConnectFixture.fresh(ApplyTestProfile.broker(), Map.of());

  private final String name = "file-" + UUID.randomUUID().toString().substring(0, 8);
  private final ApplyService apply;
  private final CopyHooks hooks;
  private Migration migration;
  private final Path secret;
  private final Path directory;
  private CopyingSqliteDriver driver;
  final SqliteProgram file;
  final PlainDatabase target;

  FileMigration(ApplyService apply, CopyHooks hooks, UnaryOperator<ConvertedSource> rules)
      throws IOException {
    this.apply = apply;
    this.hooks = hooks;
    this.secret = Files.createTempFile("tributary-file", ".secret");
    Files.writeString(secret, PostgresFixture.target().password());
    this.directory = Files.createTempDirectory("tributary-file-");
    this.file = SqliteProgram.in(directory);
    this.target = new PlainDatabase(PostgresFixture.target(), name.replace('-', '_'));
    this.migration = migration(rules.apply(ConvertedSource.of(directory + "/test.db")));
    makeDriver();
  }

  private void makeDriver() {
    Databases databases = new Databases();
    CaptureSettings settings =
        new SmallRyeConfigBuilder()
            .withMapping(CaptureSettings.class)
            .withDefaultValue("tributary.capture.heartbeat-interval-millis", "300")
            .build()
            .getConfigMapping(CaptureSettings.class);
    StatementParts parts =
        new StatementParts(
            new SchemaService(databases, RealParts.schemaSettings(), Clock.systemUTC()),
            databases,
            settings,
            WORKER.restUrl(),
            ApplyTestProfile.broker(),
            "tributary",
            Clock.systemUTC());
    CopyService copies =
        new CopyService(databases, RealParts.copyConfig(), hooks, Clock.systemUTC());
    driver = new CopyingSqliteDriver(parts, copies, RealParts.copyConfig());
  }

  /** The other way of the first rows. */
  void overTheTopic() {
    migration =
        new Migration(
            name,
            migration.target(),
            List.of(source().with(InitialCopy.STREAM)),
            migration.cutover(),
            migration.validation());
  }

  /** As if the service had died, and another process had come in its place. */
  void restartService() {
    apply.stop(stream());
    makeDriver();
  }

  /** Writes as the application does. */
  void write(String sql) {
    file.run("PRAGMA busy_timeout = 20000; " + sql + ";");
  }

  void prepare() {
    driver.prepare(migration, source());
  }

  void capture() {
    outlast(() -> driver.capture(migration, source()));
  }

  /** Starts the stream, also after it has stopped at an error. */
  void resume() {
    apply.start(
        migration,
        source(),
        driver.initialRows(migration, source()),
        TableMaking.NONE,
        () -> driver.finishAfterSnapshot(migration, source()));
  }

  void awaitComplete() {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              assertThat(status().error()).isNull();
              assertThat(status().snapshotComplete()).isTrue();
            });
  }

  /** Waits until all that the application did is applied. */
  void settle() {
    String token = UUID.randomUUID().toString();
    driver.raiseFence(migration, source(), token, Instant.now().plusSeconds(60));
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () -> {
              assertThat(status().error()).isNull();
              assertThat(status().fenceTokenPassed()).isEqualTo(token);
            });
    driver.liftFence(migration, source());
  }

  /** Waits until the stream has stopped, and says why. */
  ErrorReport stopped() {
    await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(() -> !status().running());
    return status().error();
  }

  ApplyStatus status() {
    return apply.status(stream());
  }

  StreamId stream() {
    return new StreamId(name, "legacy");
  }

  int number(String sql) {
    return Integer.parseInt(target.rows(sql).get(0));
  }

  /** Holds the lines that one query prints of the file against those of another of the target. */
  void assertEqual(String ofFile, String ofTarget) {
    List<String> there = file.run(ofFile + ";").lines().sorted().toList();
    assertThat(target.rows(ofTarget)).as(ofTarget).containsExactlyInAnyOrderElementsOf(there);
  }

  private Source source() {
    return migration.source("legacy");
  }

  private Migration migration(ConvertedSource rules) {
    SchemaMapping main = new SchemaMapping("main", "app", Map.of(), List.of(), List.of());
    TargetSchema app =
        new TargetSchema(
            name.replace('-', '_') + "_role", SecretRef.file(secret.toString()), false);
    PostgresServer server = PostgresFixture.target();
    Connection connection =
        new Connection(
            server.host(),
            server.port(),
            name.replace('-', '_'),
            server.superuser(),
            SecretRef.file(secret.toString()),
            "disable");
    return new Migration(
        name,
        new Target(connection, "public", Map.of("app", app)),
        List.of(Source.sqlite("legacy", rules, main)),
        Cutover.defaults(),
        Validation.defaults());
  }

  @Override
  public void close() throws Exception {
    apply.stop(stream());
    outlast(() -> driver.removeCapture(migration, source(), true));
    target.close();
    Files.deleteIfExists(secret);
    try (Stream<Path> files = Files.list(directory)) {
      for (Path left : files.toList()) {
        Files.delete(left);
      }
    }
    Files.delete(directory);
  }
}
