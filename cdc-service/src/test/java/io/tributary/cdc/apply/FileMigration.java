package io.tributary.cdc.apply;

import static io.tributary.cdc.source.PassingFailures.outlast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.cdc.copy.CopyHooks;
import io.tributary.cdc.source.RealSourceKinds;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.cdc.source.kinds.SourceKinds;
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
import io.tributary.common.plan.source.InitialCopy;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SqliteSource;
import io.tributary.common.secret.SecretRef;
import io.tributary.fixture.ConnectFixture;
import io.tributary.fixture.KafkaFixture;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import io.tributary.mapping.sqlite.SqliteProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private final String name = "file-" + UUID.randomUUID().toString().substring(0, 8);
  private final ApplyService apply;
  private final CopyHooks hooks;
  private static final SchemaMapping MAIN =
      new SchemaMapping("main", "app", Map.of(), List.of(), List.of());

  private Migration migration;
  private final Path secret;
  private final Path directory;
  private SourceKinds kinds;
  final SqliteProgram file;
  final PlainDatabase target;

  FileMigration(ApplyService apply, CopyHooks hooks, UnaryOperator<SqliteSource> rules)
      throws IOException {
    this.apply = apply;
    this.hooks = hooks;
    this.secret = Files.createTempFile("tributary-file", ".secret");
    Files.writeString(secret, PostgresFixture.target().password());
    this.directory = Files.createTempDirectory("tributary-file-");
    this.file = SqliteProgram.in(directory);
    this.target = new PlainDatabase(PostgresFixture.target(), name.replace('-', '_'));
    this.migration =
        migration(rules.apply(SqliteSource.of("legacy", directory + "/test.db", MAIN)));
    makeDriver();
  }

  private void makeDriver() {
    kinds =
        RealSourceKinds.with(
            RealParts.settings(),
            ConnectFixture.worker().restUrl(),
            KafkaFixture.bootstrapServers(),
            hooks);
  }

  private SourceDriver driver() {
    return kinds.of(new MovingSource(migration, source()));
  }

  /** The other way of the first rows. */
  void overTheTopic() {
    migration =
        new Migration(
            name,
            migration.target(),
            List.of(source().sqlite().with(InitialCopy.STREAM)),
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
    driver().prepare();
  }

  void capture() {
    outlast(() -> driver().capture());
  }

  /** Starts the stream, also after it has stopped at an error. */
  void resume() {
    apply.start(
        new StreamPlan(
            new MovingSource(migration, source()),
            driver().initialRows(),
            driver().rowPaths(),
            driver()::finishAfterSnapshot));
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
    driver().raiseFence(token, Instant.now().plusSeconds(60));
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () -> {
              assertThat(status().error()).isNull();
              assertThat(status().fenceTokenPassed()).isEqualTo(token);
            });
    driver().liftFence(token);
  }

  /** Fences, waits until all is applied, and opens the target. */
  void cutOver() {
    String token = UUID.randomUUID().toString();
    driver().raiseFence(token, Instant.now().plusSeconds(60));
    await().atMost(LIMIT).until(() -> token.equals(status().fenceTokenPassed()));
    driver().rehearse();
    driver().checkDrained();
    driver().open();
  }

  void complete() {
    apply.stop(stream());
    driver().removeGate();
    outlast(() -> driver().removeCapture());
  }

  void abort() {
    apply.stop(stream());
    outlast(() -> driver().removeCapture());
    driver().removeTarget();
  }

  String role() {
    return migration.target().schemas().get("app").role();
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

  private Migration migration(SqliteSource source) {
    TargetSchema app =
        new TargetSchema(
            name.replace('-', '_') + "_role",
            SecretRef.file(secret.toString()),
            source.intoGivenTables());
    PostgresServer server = PostgresFixture.target();
    DatabaseAddress connection =
        new DatabaseAddress(
            server.host(),
            server.port(),
            name.replace('-', '_'),
            server.superuser(),
            SecretRef.file(secret.toString()),
            TlsMode.DISABLE);
    return new Migration(
        name,
        new MigrationTarget(connection, "public", Map.of("app", app)),
        List.of(source),
        CutoverSettings.defaults(),
        ValidationSettings.defaults());
  }

  @Override
  public void close() throws Exception {
    apply.stop(stream());
    outlast(() -> driver().removeCapture());
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
