package io.tributary.cdc.apply;

import static io.tributary.cdc.source.PassingFailures.outlast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.cdc.copy.CopyHooks;
import io.tributary.cdc.source.RealSourceKinds;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.cdc.source.kinds.SourceKinds;
import io.tributary.common.change.FenceMark;
import io.tributary.common.change.MessageSeal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TlsMode;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MigrationTarget;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.ValidationSettings;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.common.plan.source.PostgresSource;
import io.tributary.common.plan.source.SchemaChanges;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.secret.SecretRef;
import io.tributary.fixture.ConnectFixture;
import io.tributary.fixture.KafkaFixture;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** A whole migration of one source, from its real connector to the target, with nothing mocked. */
final class ChangingMigration implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ChangingMigration.class);
  static final Duration LIMIT = Duration.ofSeconds(120);
  private final String name = "ddl-" + UUID.randomUUID().toString().substring(0, 8);
  private final ScheduledExecutorService supervisor = Executors.newScheduledThreadPool(1);
  private final ApplyService apply;
  private final Migration migration;
  private final CopyHooks copyHooks;
  private SourceDriver driver;
  private final Path secret;
  final PlainDatabase source;
  final PlainDatabase target;

  ChangingMigration(ApplyService apply, SchemaChanges mode, String... statements)
      throws IOException {
    this(apply, mode, new CopyHooks(), statements);
  }

  ChangingMigration(
      ApplyService apply, SchemaChanges mode, CopyHooks copyHooks, String... statements)
      throws IOException {
    this.apply = apply;
    this.copyHooks = copyHooks;
    this.secret = Files.createTempFile("tributary-ddl", ".secret");
    Files.writeString(secret, PostgresFixture.source().password());
    this.source = new PlainDatabase(PostgresFixture.source(), name.replace('-', '_'));
    this.target = new PlainDatabase(PostgresFixture.target(), name.replace('-', '_'));
    source.run(statements);
    this.migration = migration(mode);
    makeDriver();
  }

  /** What a process has that knows nothing of the migration. */
  private void makeDriver() {
    SourceKinds kinds =
        RealSourceKinds.with(
            RealParts.settings(),
            ConnectFixture.worker().restUrl(),
            KafkaFixture.bootstrapServers(),
            copyHooks);
    this.driver = kinds.of(new MovingSource(migration, origin()));
  }

  /** As if the service had died: what it held at the source is gone, and nobody applies. */
  void restartService() {
    apply.stop(stream());
    driver.standDown();
    makeDriver();
  }

  /** Copies everything and streams from then on. */
  ChangingMigration started() {
    driver.prepare();
    capture();
    resume();
    await().atMost(LIMIT).until(() -> status().snapshotComplete());
    supervise();
    return this;
  }

  /** Prepares the target only. */
  void prepare() {
    driver.prepare();
  }

  void capture() {
    outlast(() -> driver.capture());
  }

  private void supervise() {
    supervisor.scheduleWithFixedDelay(this::superviseOnce, 0, 200, TimeUnit.MILLISECONDS);
  }

  /** As the service does it: what fails is told and tried again; the executor would stop there. */
  private void superviseOnce() {
    try {
      driver.supervise();
    } catch (RuntimeException e) {
      LOG.warnf(e, "supervising %s failed", name);
    }
  }

  /** Starts the stream, also after it has stopped at an error. */
  void resume() {
    apply.start(
        new StreamPlan(
            new MovingSource(migration, origin()),
            driver.initialRows(),
            driver.rowPaths(),
            driver::finishAfterSnapshot));
  }

  /** Waits until all that the source did is applied. */
  void settle() {
    String token = UUID.randomUUID().toString();
    mark(FenceMark.raised(token));
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () -> {
              assertThat(status().error()).isNull();
              assertThat(status().fenceTokenPassed()).isEqualTo(token);
            });
    mark(FenceMark.lifted(token));
  }

  private void mark(FenceMark mark) {
    String prefix = FenceMark.prefix(stream());
    await().atMost(LIMIT).until(() -> !target.rows("SELECT FROM tributary.message_key").isEmpty());
    String sealed =
        new MessageSeal(target.rows("SELECT key FROM tributary.message_key").get(0))
            .seal(prefix, MessageSeal.ANY_TRANSACTION, mark.text());
    source.run("SELECT pg_logical_emit_message(true, '%s', '%s')".formatted(prefix, sealed));
  }

  /** Waits until the stream has stopped, and says why. */
  ErrorReport stopped() {
    await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(() -> !status().running());
    return status().error();
  }

  SourceDriver driver() {
    return driver;
  }

  ApplyStatus status() {
    return apply.status(stream());
  }

  StreamId stream() {
    return new StreamId(name, "legacy");
  }

  Migration migration() {
    return migration;
  }

  Source origin() {
    return migration.source("legacy");
  }

  /** Columns with their types, then all rows: of public.table and of app.table. */
  void assertEqual(String table) {
    assertThat(target.content("app", table)).isEqualTo(source.content("public", table));
  }

  private Migration migration(SchemaChanges mode) {
    SchemaMapping mapping = new SchemaMapping("public", "app", Map.of(), List.of(), List.of());
    Source legacy =
        PostgresSource.of("legacy", connection(PostgresFixture.source()), List.of(mapping))
            .with(mode);
    TargetSchema app =
        new TargetSchema(
            name.replace('-', '_') + "_role", SecretRef.file(secret.toString()), false);
    return new Migration(
        name,
        new MigrationTarget(connection(PostgresFixture.target()), "public", Map.of("app", app)),
        List.of(legacy),
        CutoverSettings.defaults(),
        ValidationSettings.defaults());
  }

  private DatabaseAddress connection(PostgresServer server) {
    return new DatabaseAddress(
        server.host(),
        server.port(),
        name.replace('-', '_'),
        server.superuser(),
        SecretRef.file(secret.toString()),
        TlsMode.DISABLE);
  }

  @Override
  public void close() throws Exception {
    supervisor.shutdown();
    supervisor.awaitTermination(30, TimeUnit.SECONDS);
    apply.stop(stream());
    outlast(() -> driver.removeCapture());
    source.close();
    target.close();
    Files.deleteIfExists(secret);
  }
}
