package io.tributary.local.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.plan.file.MigrationFile;
import io.tributary.common.secret.SecretReader;
import io.tributary.database.backup.BackupCheck;
import io.tributary.fixture.AllGrants;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command on a real target whose schemas have what backups stumble over. */
class BackupCheckIT {
  private static final String DATABASE = "backup_check";
  private static final String PASSWORD = "kept";
  private static final String OWN_LOGIN =
      "{role: \"check \\\"shop\\\"\", password: {file: %s/app}}";

  @TempDir private Path home;
  private final PostgresServer server = PostgresFixture.target();

  /** What the command printed, and its exit status. */
  private record Run(int status, String text) {}

  @BeforeEach
  void create() throws Exception {
    server.createDatabase(DATABASE);
    Files.writeString(home.resolve("own"), server.password());
    Files.writeString(home.resolve("app"), PASSWORD);
    sql(
        "CREATE EXTENSION vector",
        "CREATE SCHEMA trigrams",
        "CREATE EXTENSION pg_trgm SCHEMA trigrams",
        "GRANT USAGE ON SCHEMA trigrams TO PUBLIC",
        "CREATE SCHEMA tributary",
        "CREATE FUNCTION tributary.refuse_write() RETURNS trigger LANGUAGE plpgsql"
            + " AS 'BEGIN RAISE ''closed''; END'");
    for (String schema : new String[] {"check \"shop\"", "check_mail"}) {
      String name = quoted(schema);
      sql(
          "CREATE ROLE " + name + " LOGIN PASSWORD '" + PASSWORD + "'",
          "CREATE SCHEMA " + name + " AUTHORIZATION " + name);
    }
  }

  @AfterEach
  void drop() throws Exception {
    server.dropDatabase(DATABASE);
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("DROP ROLE \"check \"\"shop\"\"\"; DROP ROLE check_mail");
    }
  }

  @Test
  void restoresSchemasThatReferToEachOtherAndToExtensionsWhileTheyAreClosed() throws Exception {
    // given
    asShop(
        "CREATE TYPE mood AS ENUM ('sad', 'ok')",
        "CREATE TABLE item (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text,"
            + " \"tributary_row\" text, m mood, v vector(3), f float8, twice int"
            + " GENERATED ALWAYS AS (length(body) * 2) STORED)",
        "CREATE INDEX ON item USING hnsw (v vector_l2_ops)",
        "CREATE INDEX ON item USING gin (body trigrams.gin_trgm_ops)",
        "INSERT INTO item (body, m, v, f) SELECT 'text ' || g || E'\\n', 'ok',"
            + " ARRAY[g, 1, 2]::real[]::vector, '-0' FROM generate_series(1, 500) g",
        "CREATE TABLE part (day date, n int) PARTITION BY RANGE (day)",
        "CREATE TABLE part_2026 PARTITION OF part FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
        "INSERT INTO part VALUES ('2026-11-24', 1)",
        "CREATE VIEW moody AS SELECT id, m FROM item",
        "CREATE MATERIALIZED VIEW many AS SELECT count(*) AS n FROM item",
        "GRANT USAGE ON SCHEMA \"check \"\"shop\"\"\" TO check_mail",
        "GRANT SELECT, REFERENCES ON item TO check_mail");
    as(
        "check_mail",
        "SET search_path = check_mail, \"check \"\"shop\"\"\", public",
        "CREATE TABLE letter (id int PRIMARY KEY, item bigint REFERENCES item, due timestamptz)",
        "INSERT INTO letter SELECT g, g, now() FROM generate_series(1, 20) g",
        "CREATE VIEW asked AS SELECT l.id, i.m FROM letter l JOIN item i ON i.id = l.item");
    sql(
        "CREATE TRIGGER tributary_closed BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE"
            + " ON \"check \"\"shop\"\"\".item FOR EACH STATEMENT"
            + " EXECUTE FUNCTION tributary.refuse_write('m')");

    // when
    Run run = run();

    // then
    assertThat(run.status()).as(run.text()).isZero();
    assertThat(run.text())
        .contains("schema check \"shop\": dumped by role check \"shop\", 2 tables, 501 rows")
        .contains("schema check_mail: dumped by role check_mail, 1 tables, 20 rows")
        .contains("All 2 schemas can be restored");
    assertThat(scratchDatabases()).isZero();
  }

  @Test
  void namesTheTableWhoseValuesComeBackOtherwise() throws Exception {
    // given a value that is computed anew when it is restored
    asShop(
        "CREATE FUNCTION tax(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n * 2'",
        "CREATE TABLE bill (n int, tax int GENERATED ALWAYS AS"
            + " (\"check \"\"shop\"\"\".tax(n)) STORED)",
        "INSERT INTO bill VALUES (1), (2)",
        "CREATE OR REPLACE FUNCTION tax(n int) RETURNS int LANGUAGE sql IMMUTABLE"
            + " AS 'SELECT n * 3'");

    // when
    Run run = run();

    // then
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.text())
        .contains("schema check \"shop\": DOES NOT COME BACK AS IT IS")
        .contains("table bill has other values once it is restored")
        .contains("schema check_mail: restored as it is");
    assertThat(scratchDatabases()).isZero();
  }

  @Test
  void saysWhyASchemaCannotBeRestored() throws Exception {
    // given a rule that holds only as long as another table is filled already
    asShop(
        "CREATE TABLE z_kind (name text)",
        "INSERT INTO z_kind VALUES ('good')",
        "CREATE FUNCTION known(t text) RETURNS boolean LANGUAGE sql STABLE"
            + " AS 'SELECT EXISTS (SELECT FROM \"check \"\"shop\"\"\".z_kind WHERE name = t)'",
        "CREATE TABLE a_thing (kind text CHECK (\"check \"\"shop\"\"\".known(kind)))",
        "INSERT INTO a_thing VALUES ('good')");

    // when
    Run run = run();

    // then
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.text())
        .contains("Schema check \"shop\" cannot be restored by its role check \"shop\".")
        .contains("pg_restore", "a_thing_kind_check");
    assertThat(scratchDatabases()).isZero();
  }

  @Test
  void saysWhyASchemaCannotBeDumped() throws Exception {
    // given
    sql("CREATE TABLE check_mail.foreign_one (id int)");

    // when
    Run run = run();

    // then
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.text()).contains("permission denied for table foreign_one");
  }

  @Test
  void actsAsARoleWhosePasswordTheFileDoesNotHave() throws Exception {
    // given
    asShop("CREATE TABLE item (id int PRIMARY KEY)", "INSERT INTO item VALUES (1)");

    // when
    Run run = run("{role: \"check \\\"shop\\\"\"}");

    // then
    assertThat(run.status()).as(run.text()).isZero();
    assertThat(run.text()).contains("dumped by role check \"shop\", 1 tables, 1 rows");
  }

  @Test
  void dropsTheScratchDatabaseThatACheckLeftWhichWasKilled() throws Exception {
    // given a check whose sessions end in the middle, so that it cannot drop what it made
    restoringForEver();
    CompletableFuture<Run> killed = CompletableFuture.supplyAsync(this::runs);
    awaitRestoring();
    await().atMost(Duration.ofMinutes(1)).until(() -> endSessions() && killed.isDone());
    assertThat(killed.get(1, TimeUnit.MINUTES).status()).isEqualTo(1);
    assertThat(scratchDatabases()).isEqualTo(1);

    // when
    asShop("DROP TABLE bill");
    Run next = run();

    // then
    assertThat(next.status()).as(next.text()).isZero();
    assertThat(next.text()).containsPattern("Database tributary_backup_check_\\w+ was left");
    assertThat(scratchDatabases()).isZero();
  }

  @Test
  void endsAtOnceWhenItIsStoppedAndLeavesNothing() throws Exception {
    // given
    restoringForEver();
    BackupCheck check =
        new BackupCheck(
            MigrationFile.parse(file(OWN_LOGIN.formatted(home))).target(),
            new SecretReader(AllGrants.EVERYTHING),
            Optional.of(server.binDirectory()),
            line -> {});
    AtomicReference<Throwable> ended = new AtomicReference<>();
    Thread running =
        new Thread(
            () -> {
              try {
                check.run();
              } catch (InterruptedException | RuntimeException e) {
                ended.set(e);
              }
            });
    running.start();
    awaitRestoring();

    // when
    check.stop();
    running.interrupt();
    running.join(TimeUnit.SECONDS.toMillis(30));

    // then
    assertThat(ended.get()).isInstanceOf(InterruptedException.class);
    assertThat(scratchDatabases()).isZero();
  }

  /** A generated column whose function does not come back once it is computed anew. */
  private void restoringForEver() throws SQLException {
    asShop(
        "CREATE FUNCTION tax(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n * 2'",
        "CREATE TABLE bill (n int, tax int GENERATED ALWAYS AS"
            + " (\"check \"\"shop\"\"\".tax(n)) STORED)",
        "INSERT INTO bill VALUES (1)",
        "CREATE OR REPLACE FUNCTION tax(n int) RETURNS int LANGUAGE plpgsql IMMUTABLE"
            + " AS 'BEGIN PERFORM pg_sleep(3600); RETURN n; END'");
  }

  /** Each, as a schema that was refused is restored once more when others are in. */
  private boolean endSessions() throws SQLException {
    sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE application_name = 'tributary-backup-check' AND pid <> pg_backend_pid()");
    return true;
  }

  private void awaitRestoring() {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                count(
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
                            + " AND datname LIKE 'tributary_backup_check%'")
                    > 0);
  }

  private Run runs() {
    try {
      return run();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Run run() throws Exception {
    return run(OWN_LOGIN.formatted(home));
  }

  private Run run(String shop) throws Exception {
    Path file = Files.writeString(home.resolve("migration.yaml"), file(shop));
    StringWriter printed = new StringWriter();
    CommandLine command =
        new CommandLine(new BackupCheckCommand(AllGrants.EVERYTHING, server::binDirectory))
            .setOut(new PrintWriter(printed, true))
            .setExecutionExceptionHandler(
                (failure, line, parsed) -> {
                  line.getOut().println(failure.getMessage());
                  return 1;
                });
    return new Run(command.execute(file.toString()), printed.toString());
  }

  private String file(String shop) {
    return """
        migration: m
        target:
          connection: {host: %1$s, port: %2$d, database: %3$s, user: %4$s, password: {file: %5$s/own}}
          schemas:
            'check "shop"': %6$s
            check_mail: {role: check_mail, password: {file: %5$s/app}}
        sources:
          - {name: shop, kind: sqlite, file: %5$s/shop.db, schemas: [{from: main, to: 'check "shop"'}]}
          - {name: mail, kind: sqlite, file: %5$s/mail.db, schemas: [{from: main, to: check_mail}]}
        """
        .formatted(server.host(), server.port(), DATABASE, server.superuser(), home, shop);
  }

  private void sql(String... statements) throws SQLException {
    try (Connection connection = server.connect(DATABASE)) {
      execute(connection, statements);
    }
  }

  private void asShop(String... statements) throws SQLException {
    as("check \"shop\"", statements);
  }

  private void as(String role, String... statements) throws SQLException {
    try (Connection connection = server.connect(DATABASE, role, PASSWORD)) {
      execute(connection, "SET search_path = " + quoted(role) + ", public");
      execute(connection, statements);
    }
  }

  private static void execute(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private long scratchDatabases() throws SQLException {
    return count("SELECT count(*) FROM pg_database WHERE datname LIKE 'tributary_backup_check%'");
  }

  private long count(String sql) throws SQLException {
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
