package io.tributary.local.demo.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.local.demo.VectorMove;
import io.tributary.local.demo.database.ChromaAddress;
import io.tributary.local.demo.database.DatabaseAddress;
import io.tributary.local.demo.database.PostgresAddress;
import io.tributary.local.demo.report.DemoRowReader;
import io.tributary.local.demo.sample.DemoSample;
import io.tributary.local.demo.sample.SampleList;
import io.tributary.local.demo.sample.SampleTable;
import io.tributary.local.demo.setup.DemoMigrationFile;
import io.tributary.local.demo.setup.DemoSecrets;
import io.tributary.local.demo.setup.DemoServers;
import io.tributary.local.demo.setup.EarlierRun;
import io.tributary.local.demo.setup.SampleLoader;
import io.tributary.local.stack.LocalStack;
import io.tributary.local.stack.PostgresPrograms;
import io.tributary.local.stack.StackAddresses;
import io.tributary.local.stack.StackLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The writers on real servers; the move is made by pg_dump, behind a fence like the real one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleWriterIT {
  private static final Duration PACE = Duration.ofMillis(14);

  private Path home;
  private Path bin;
  private LocalStack stack;
  private DemoServers servers;
  private DemoMigrationFile plan;

  @BeforeAll
  void startServers() throws IOException {
    Path root = Path.of("../../..").toAbsolutePath().normalize();
    home = Files.createTempDirectory("tributary-demo-it");
    home.toFile().setExecutable(true, false);
    bin = new PostgresPrograms(new StackLayout(root, root.resolve(".tributary"))).withPgvector();
    StackLayout layout = new StackLayout(root, home);
    List<DemoSample> samples = SampleList.named(List.of());
    StackAddresses unused = StackAddresses.atFreePorts();
    servers = DemoServers.of(layout, unused, bin, DemoSecrets.random(samples));
    stack = new LocalStack(layout, line -> {});
    stack.start(List.of(servers.legacy().process(layout), servers.target().process(layout)));
    plan =
        new DemoMigrationFile(
            samples,
            servers.legacy().port(),
            servers.target().port(),
            home.resolve("apps"),
            false,
            Optional.empty());
  }

  @AfterAll
  void stopServers() {
    stack.close();
    EarlierRun.remove(List.of(home));
  }

  @ParameterizedTest
  @ValueSource(strings = {"letta", "n8n"})
  void followsItsEnvFileWithoutLosingAWrite(String name) throws Exception {
    // given
    DemoSample sample = SampleList.named(List.of(name)).get(0);
    Path envFile = plan.envFile(sample);
    new SampleLoader(plan("deploy/samples"), bin, servers)
        .load(sample, envFile, plan.file(sample), Optional.empty());
    PostgresAddress source = servers.legacy(name);
    try (SampleWriter writer = new SampleWriter(sample, envFile, source.port(), false, PACE)) {
      writer.start();
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> writer.ledger().transactions(WriteSide.SOURCE) > 300 || ended(writer));

      // when
      fence(source);
      move(name);
      DatabaseAddress target = servers.target(name);
      point(envFile, sample, target);
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> writer.ledger().transactions(WriteSide.TARGET) > 100 || ended(writer));
      writer.close();

      // then
      assertThat(writer.failure()).isNull();
      assertThat(writer.ledger().certain()).isTrue();
      assertThat(writer.pause().millis(0).orElseThrow()).isPositive();
      DemoRowReader reader = new DemoRowReader(target);
      for (SampleTable table : sample.tables()) {
        assertThat(writer.ledger().differences(table, reader.rows(table))).isEmpty();
        assertThat(reader.rows(table)).isNotEmpty();
        long before = new DemoRowReader(source).counts("public").get(table.catalogName());
        long after = reader.counts("public").get(table.catalogName());
        assertThat(after - writer.ledger().addedAtTarget(table.catalogName())).isEqualTo(before);
      }
      DemoRowReader stale = new DemoRowReader(source);
      assertThat(
              sample.tables().stream()
                  .mapToLong(t -> writer.ledger().differences(t, stale.rows(t)).size())
                  .sum())
          .isPositive();
    }
  }

  @Test
  void goesOnWithItsVectorsWhereItsEnvFileSays() throws Exception {
    // given
    List<DemoSample> samples = SampleList.named(List.of("stoic-emperor"));
    DemoSample sample = samples.get(1);
    Path envFile = plan.envFile(sample);
    SampleLoader loader = new SampleLoader(plan("deploy/samples"), bin, servers);
    samples.forEach(each -> loader.load(each, envFile, plan.file(each), Optional.empty()));
    ChromaAddress source = new ChromaAddress(plan.file(sample));
    DemoRowReader atSource = new DemoRowReader(source);
    assertThat(atSource.counts("default_database"))
        .isEqualTo(
            Map.of(
                "episodic", 1_249L,
                "semantic", 104L,
                "stoic_wisdom", 79L,
                "tiny_ip", 48L,
                "unread", 129L,
                "psychoanalysis", 0L));
    try (SampleWriter writer =
        new SampleWriter(sample, envFile, servers.legacy().port(), false, PACE)) {
      writer.start();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> writer.ledger().transactions(WriteSide.SOURCE) > 400 || ended(writer));

      // when
      run(
          source,
          "CREATE TRIGGER fence BEFORE INSERT ON embeddings_queue"
              + " BEGIN SELECT RAISE(ABORT, 'moved'); END");
      DatabaseAddress target = servers.target("stoic");
      run(servers.target("postgres"), "CREATE DATABASE stoic");
      run(target, "CREATE EXTENSION vector");
      for (SampleTable table : sample.tables()) {
        VectorMove.move(table, source, target);
      }
      point(envFile, sample, target);
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> writer.ledger().transactions(WriteSide.TARGET) > 100 || ended(writer));
      writer.close();

      // then
      assertThat(writer.failure()).isNull();
      assertThat(writer.pause().millis(0).orElseThrow()).isPositive();
      DemoRowReader reader = new DemoRowReader(target);
      for (SampleTable table : sample.tables()) {
        assertThat(writer.ledger().differences(table, reader.rows(table))).isEmpty();
        assertThat(reader.rows(table)).hasSizeGreaterThan(10);
      }
      assertThat(VectorMove.persistedIds(source)).anyMatch(ids -> ids.contains("demo-"));
    }
  }

  private static void point(Path envFile, DemoSample sample, DatabaseAddress target)
      throws IOException {
    Path next = envFile.resolveSibling("next");
    Files.writeString(next, sample.variable() + "=\"" + target.text() + "\"\n");
    Files.move(next, envFile, StandardCopyOption.ATOMIC_MOVE);
  }

  private static boolean ended(SampleWriter writer) {
    return writer.failure() != null;
  }

  private static Path plan(String path) {
    return Path.of("../../..").toAbsolutePath().normalize().resolve(path);
  }

  /** Table by table in transactions of their own: locks on several would deadlock with a writer. */
  private static void fence(DatabaseAddress source) throws SQLException {
    run(
        source,
        """
        CREATE FUNCTION fence() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN RAISE EXCEPTION 'moved' USING ERRCODE = '25006'; END $$\
        """);
    for (String table : new DemoRowReader(source).counts("public").keySet()) {
      run(
          source,
          "CREATE TRIGGER fence BEFORE INSERT OR UPDATE OR DELETE ON public.\"%s\" EXECUTE FUNCTION fence()"
              .formatted(table));
    }
  }

  /** Data and schema as they are, without the fence. */
  private void move(String name) throws Exception {
    run(servers.target("postgres"), "CREATE DATABASE " + name);
    Path dump = home.resolve(name + ".sql");
    program("pg_dump", servers.legacy(name), "--no-owner", "--no-privileges", "--file=" + dump);
    program("psql", servers.target(name), "--quiet", "--output=/dev/null", "--file=" + dump);
    run(servers.target(name), "DROP FUNCTION fence() CASCADE");
  }

  private void program(String program, DatabaseAddress database, String... arguments)
      throws Exception {
    ProcessBuilder builder = new ProcessBuilder(bin.resolve(program).toString());
    builder.command().addAll(List.of(arguments));
    builder.command().add("--dbname=" + database.text());
    assertThat(builder.inheritIO().start().waitFor()).isZero();
  }

  private static void run(DatabaseAddress database, String sql) throws SQLException {
    try (Connection connection = database.open();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
