package io.tributary.local.init;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.plan.Migration;
import io.tributary.common.plan.file.MigrationFile;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SqliteSource;
import io.tributary.common.secret.SecretReader;
import io.tributary.files.sqlite.source.SqliteFileSchema;
import io.tributary.files.sqlite.source.UntouchedSqliteFile;
import io.tributary.fixture.AllGrants;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import io.tributary.fixture.PrintedCommands;
import io.tributary.fixture.Samples;
import io.tributary.local.plan.MigrationPlan;
import io.tributary.local.plan.PlanScope;
import io.tributary.local.plan.PlanText;
import io.tributary.mapping.source.MappingPlanner;
import io.tributary.mapping.sqlite.SqliteProgram;
import io.tributary.mapping.table.SourceMapping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that the command makes are planned without an edit, and PostgreSQL takes their DDL. */
class InitIT {
  private static final String TARGET = "init_unified";
  private static final String LEGACY = "init_legacy";

  @TempDir Path home;

  private final PostgresServer target = PostgresFixture.target();
  private final PostgresServer legacy = PostgresFixture.source();
  private final Map<String, String> passwords =
      Map.of(
          "TARGET_PASSWORD", target.password(), "INIT_LEGACY_SOURCE_PASSWORD", legacy.password());

  @BeforeEach
  void makeTheTarget() {
    target.createDatabase(TARGET);
  }

  @AfterEach
  void dropTheTarget() {
    target.dropDatabase(TARGET);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "chinook | Track: 3,503 rows",
        "pensieve | stays behind by itself: entities_fts",
        "agent-platform | epoch: by-digits",
        "agent-platform+broken | refused are 1 (NUL_CHARACTER 1)",
        "stoic-emperor | id: {convert: uuid}",
        "chinook.sql | to: test",
        "pensieve.sql | to: test",
        "awkward.sql | stays behind by itself: docs"
      })
  void eachSqliteSampleIsPlannedAsItIsWritten(String sample, String said) throws Exception {
    // given
    Path source = new SampleFiles(home).sqlite(sample);
    byte[] before = Files.readAllBytes(source);

    // when
    String text = Files.readString(made("--from", source.toString()));

    // then
    Migration migration = MigrationFile.parse(text);
    List<PlanText> plan = plan(migration);
    assertThat(plan).flatExtracting(PlanText::problems).as(text).isEmpty();
    assertThat(plan).flatExtracting(PlanText::unseen).isEmpty();
    assertThat(text.replaceAll("\\s+# ", " ")).contains(said);
    assertThat(Files.readAllBytes(source)).isEqualTo(before);
    assertTakenByTheTarget(migration.sources().get(0).sqlite());
  }

  @ParameterizedTest
  @ValueSource(strings = {"letta", "n8n"})
  void eachPostgresqlSampleIsPlannedAsItIsWritten(String sample) throws Exception {
    // given
    Samples.load(legacy, LEGACY, sample);
    try {

      // when
      String text = Files.readString(made("--from", url(legacy, LEGACY)));

      // then
      List<PlanText> plan = plan(MigrationFile.parse(text));
      assertThat(plan).flatExtracting(PlanText::problems).as(text).isEmpty();
      assertThat(plan).flatExtracting(PlanText::unseen).isEmpty();
      assertThat(text).doesNotContain("exclude:");
    } finally {
      legacy.dropDatabase(LEGACY);
    }
  }

  @Test
  void rowsThatFitNoProposalAreCountedAndLeftToSomebody() throws Exception {
    // given
    SqliteProgram.in(home)
        .run(
            """
            PRAGMA journal_mode = WAL;
            CREATE TABLE event (id INTEGER PRIMARY KEY, at TEXT, doc TEXT);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000)
            INSERT INTO event SELECT i, '2026-01-02T03:04:05', '{}' FROM n;
            UPDATE event SET at = '' WHERE id % 1000 = 1;
            """);

    // when
    InitResult run = run("--from", home.resolve("test.db").toString());

    // then
    String text = Files.readString(home.resolve("made.yaml")).replaceAll("\\s+# *", " ");
    assertThat(run.status()).as(run.text()).isZero();
    assertThat(text)
        .contains("event: 30,000 rows", "9,990 of 10,000 values", "refused are 10 (EMPTY 10)")
        .contains("10,000 rows from 10 places of the table were looked at")
        .contains(", in WAL mode");
    assertThat(run.text()).contains("event.at: values are refused, whose rows would be kept aside");
    assertThat(plan(MigrationFile.parse(Files.readString(home.resolve("made.yaml")))))
        .flatExtracting(PlanText::problems)
        .isEmpty();
  }

  @Test
  void threeKindsOfSourcesBecomeOneMigration() throws Exception {
    // given
    SampleFiles samples = new SampleFiles(home);
    Path sqlite = samples.sqlite("stoic-emperor");
    Path chroma = samples.chroma();
    legacy.createDatabase(LEGACY);
    try (Connection connection = legacy.connect(LEGACY);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE account (id int PRIMARY KEY, name text);"
              + "INSERT INTO account SELECT i, 'x' FROM generate_series(1, 7) i;"
              + "CREATE UNLOGGED TABLE cache (id int PRIMARY KEY);"
              + "CREATE TABLE \"odd: #name\" (a int, \"A\" int);"
              + "CREATE SCHEMA billing; CREATE TABLE billing.invoice (id int PRIMARY KEY)");

      // when
      InitResult run =
          run(
              "--from",
              url(legacy, LEGACY).replaceFirst("@", ":" + legacy.password() + "@"),
              "--from",
              sqlite.toString(),
              "--from",
              chroma.toString());

      // then
      assertThat(run.status()).as(run.text()).isZero();
      String text = Files.readString(home.resolve("made.yaml"));
      assertThat(text + run.text()).doesNotContain(legacy.password());
      assertThat(text)
          .contains("password: {env: INIT_LEGACY_SOURCE_PASSWORD}", "# account: 7 rows")
          .contains("- cache", "\"odd: #name\"", "to: billing", "kind: chroma", "dimensions")
          .contains("# DECIDE: ");
      assertThat(run.text())
          .contains(
              "SET LOGGED",
              "export INIT_LEGACY_PASSWORD=…",
              "TRIBUTARY_GRANTS_SOURCE_DIRECTORIES=" + home + "\n",
              "had a password in it")
          .contains("./tributary plan ", "./tributary grants ", "./tributary check ");
      List<PlanText> plan = plan(MigrationFile.parse(text));
      assertThat(plan).flatExtracting(PlanText::problems).as(text).isEmpty();
      assertThat(plan).flatExtracting(PlanText::unseen).isEmpty();
      assertThat(plan.get(0).lines())
          .contains(
              "  2 tables move. Rights, replication and references to what stays are looked at by"
                  + " `./tributary check`.");
      PrintedCommands.run(run.text(), legacy, LEGACY);
      assertThat(logged(statement, "cache")).isTrue();
    } finally {
      legacy.dropDatabase(LEGACY);
    }
  }

  @Test
  void aTargetThatIsInUseOrNotMadeIsAMatterToDecide() throws Exception {
    // given
    Path source = new SampleFiles(home).sqlite("chinook.sql");
    try (Connection connection = target.connect(TARGET);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA test; CREATE TABLE test.mine (id int)");
    }

    // when
    InitResult used = run("--from", source.toString());
    Files.delete(home.resolve("made.yaml"));
    InitResult missing =
        InitResult.of(home, passwords, arguments("init_nowhere", "--from", source.toString()));

    // then
    assertThat(used.status()).as(used.text()).isZero();
    assertThat(used.text()).contains("Schema test of the target holds 1 objects already");
    assertThat(missing.status()).as(missing.text()).isZero();
    PrintedCommands.run(missing.text(), target, "postgres");
    target.connect("init_nowhere").close();
    target.dropDatabase("init_nowhere");
  }

  private static boolean logged(Statement statement, String table) throws Exception {
    try (ResultSet row =
        statement.executeQuery(
            "SELECT relpersistence = 'p' FROM pg_class WHERE relname = '" + table + "'")) {
      return row.next() && row.getBoolean(1);
    }
  }

  private Path made(String... sources) {
    InitResult run = run(sources);
    assertThat(run.status()).as(run.text()).isZero();
    return home.resolve("made.yaml");
  }

  private InitResult run(String... sources) {
    return InitResult.of(home, passwords, arguments(TARGET, sources));
  }

  private String[] arguments(String database, String... sources) {
    String[] all = Arrays.copyOf(sources, sources.length + 4);
    all[sources.length] = "--to";
    all[sources.length + 1] = url(target, database);
    all[sources.length + 2] = "--file";
    all[sources.length + 3] = home.resolve("made.yaml").toString();
    return all;
  }

  private static String url(PostgresServer server, String database) {
    return "postgresql://%s@%s:%d/%s"
        .formatted(server.superuser(), server.host(), server.port(), database);
  }

  private List<PlanText> plan(Migration migration) {
    SecretReader secrets = new SecretReader(passwords::get, AllGrants.EVERYTHING);
    return new MigrationPlan(migration, AllGrants.EVERYTHING, secrets, PlanScope.USUAL).shown();
  }

  /** Nothing stays there. */
  private void assertTakenByTheTarget(SqliteSource source) throws Exception {
    SourceMapping mapping =
        new UntouchedSqliteFile(source.name(), Path.of(source.path()))
            .read(session -> MappingPlanner.plan((Source) source, SqliteFileSchema.basis(session)));
    try (Connection connection = target.connect(TARGET);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("CREATE EXTENSION IF NOT EXISTS vector");
      for (List<String> part : List.of(mapping.preData(), mapping.postData())) {
        for (String sql : part) {
          statement.execute(sql);
        }
      }
      connection.rollback();
    }
  }
}
