package io.tributary.local.n8n;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.fixture.LoopbackPort;
import io.tributary.fixture.PostgresServer;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.TestStack;
import io.tributary.local.n8n.WebhookPoster.Acknowledged;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real n8n is moved while webhooks are posted to it, and starts on the target by itself. Runs
 * with {@code -Dtributary.n8n=true} only.
 */
class RealN8nIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final String ROLE = "n8n_app";
  private static final int SOME = 40;

  @TempDir Path home;

  @Test
  void movesFromPostgresqlAndStartsOnTheTargetByItself() throws Exception {
    // given
    N8nPackage program = N8nPackage.required();
    TestStack stack = TestStack.shared();
    database(stack.source, "n8n_restore");
    stack.target.createDatabase("automation");
    try (N8nApplication n8n =
        new N8nApplication(
                program, home, LoopbackPort.free(), legacy(stack, "n8n_restore", "public"))
            .withOrders()) {
      // when, then
      move(stack, n8n, migrationFile(stack, n8n, fromPostgresql(stack)));
    }
  }

  @Test
  void movesFromSqliteIntoTheTablesThatItMadeOnTheTarget() throws Exception {
    // given
    N8nPackage program = N8nPackage.required();
    TestStack stack = TestStack.shared();
    stack.target.createDatabase("automation");
    try (Connection connection = stack.target.connect("automation");
        Statement statement = connection.createStatement()) {
      statement.execute("DROP ROLE IF EXISTS n8n_app");
      statement.execute("CREATE ROLE n8n_app LOGIN PASSWORD '" + TestStack.APP_PASSWORD + "'");
      statement.execute("CREATE SCHEMA n8n AUTHORIZATION n8n_app");
      statement.execute("GRANT CREATE ON DATABASE automation TO n8n_app");
    }
    new N8nApplication(
            program,
            Files.createDirectory(home.resolve("first")),
            LoopbackPort.free(),
            postgresql(stack.target, "automation", "n8n", ROLE, TestStack.APP_PASSWORD))
        .makeTables();
    try (N8nApplication n8n =
        new N8nApplication(program, home, LoopbackPort.free(), Map.of("DB_TYPE", "sqlite"))
            .withOrders()) {
      // when, then
      String source = fromSqlite(n8n, "ddl: existing", tablesWithRows(stack));
      move(stack, n8n, migrationFile(stack, n8n, source));
    }
  }

  @Test
  void movesFromSqliteIntoTablesOfItsDump() throws Exception {
    // given
    N8nPackage program = N8nPackage.required();
    TestStack stack = TestStack.shared();
    database(stack.source, "n8n_empty");
    stack.target.createDatabase("automation");
    Path scratch = Files.createDirectory(home.resolve("scratch"));
    new N8nApplication(program, scratch, LoopbackPort.free(), legacy(stack, "n8n_empty", "n8n"))
        .makeTables();
    Path ddl = N8nTables.dump(stack.source, "n8n_empty", "n8n", scratch);
    try (N8nApplication n8n =
        new N8nApplication(program, home, LoopbackPort.free(), Map.of("DB_TYPE", "sqlite"))
            .withOrders()) {
      try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + n8n.sqliteFile());
          Statement statement = file.createStatement()) {
        statement.execute("PRAGMA journal_mode = WAL");
      }
      // when, then
      move(
          stack,
          n8n,
          migrationFile(stack, n8n, fromSqlite(n8n, "ddl: \"" + ddl + "\"", List.of())));
    }
  }

  /** A database of n8n's own, whose role is no superuser. */
  private static void database(PostgresServer server, String name) throws SQLException {
    server.createDatabase(name);
    try (Connection connection = server.connect(name);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "DO $$ BEGIN CREATE ROLE n8n_old LOGIN PASSWORD 'old-password';"
              + " EXCEPTION WHEN duplicate_object THEN NULL; END $$");
      statement.execute("ALTER DATABASE " + name + " OWNER TO n8n_old");
    }
  }

  private static Map<String, String> legacy(TestStack stack, String database, String schema) {
    return postgresql(stack.source, database, schema, "n8n_old", "old-password");
  }

  private static Map<String, String> postgresql(
      PostgresServer server, String database, String schema, String user, String password) {
    return Map.of(
        "DB_TYPE",
        "postgresdb",
        "DB_POSTGRESDB_HOST",
        server.host(),
        "DB_POSTGRESDB_PORT",
        String.valueOf(server.port()),
        "DB_POSTGRESDB_DATABASE",
        database,
        "DB_POSTGRESDB_SCHEMA",
        schema,
        "DB_POSTGRESDB_USER",
        user,
        "DB_POSTGRESDB_PASSWORD",
        password);
  }

  /** Moves a running n8n and holds what was acknowledged against the target. */
  private static void move(TestStack stack, N8nApplication n8n, String migrationFile)
      throws Exception {
    OperatorApi api = stack.api();
    n8n.start();
    Duration legacyStart = n8n.lastStart();
    try (WebhookPoster poster = new WebhookPoster(n8n.webhook())) {
      awaitMore(poster, n8n);
      // when
      api.create(migrationFile);
      api.post("automation", "start");
      await().atMost(LIMIT).until(() -> startedWell(api) && api.ready("automation"));
      awaitMore(poster, n8n);
      await()
          .atMost(LIMIT)
          .until(() -> api.tryPost("automation", "cutover", "n8n").status() == 202);
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(api.state("automation"))
                      .as("%s", api.get("automation"))
                      .isEqualTo("Switched"));
      // then
      awaitMore(poster, n8n);
      poster.close();
      assertNoneLost(stack, poster.acknowledged());
      System.out.printf(
          "RealN8nIT: start on the source %d ms, end %d ms, start on the target %d ms, first answer"
              + " %d ms after it began to start, webhooks: %d acknowledged and found, %d not"
              + " acknowledged, longest time without %d ms, cutover %s%n",
          legacyStart.toMillis(),
          n8n.lastEnd().toMillis(),
          n8n.lastStart().toMillis(),
          poster.firstAfter(n8n.startedAt()).toMillis(),
          poster.acknowledged().size(),
          poster.refused(),
          poster.pause().toMillis(),
          api.get("automation").path("cutover").path("steps"));
      assertThat(n8n.lastStart())
          .isLessThan(legacyStart.multipliedBy(2).plus(Duration.ofSeconds(10)));
    }
    api.post("automation", "complete");
    await().atMost(LIMIT).until(() -> api.state("automation").equals("Completed"));
    api.delete("automation");
  }

  private static boolean startedWell(OperatorApi api) throws Exception {
    JsonNode view = api.get("automation");
    for (JsonNode check : view.path("preflight").path("checks")) {
      assertThat(check.path("result").asText()).as("%s", check).isNotEqualTo("FAILED");
    }
    assertThat(view.path("sources").path(0).path("error").path("retryable").asBoolean(true))
        .as("%s", view)
        .isTrue();
    return true;
  }

  private static void awaitMore(WebhookPoster poster, N8nApplication n8n) {
    int before = poster.acknowledged().size();
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(poster.acknowledged().size() - before)
                    .as("last answer: %s, log: %s", poster.lastRefusal(), n8n.log())
                    .isGreaterThan(SOME));
  }

  /** Each acknowledged order has its execution, which holds it. */
  private static void assertNoneLost(TestStack stack, List<Acknowledged> orders)
      throws SQLException {
    int unfinished = 0;
    try (Connection connection = stack.target.connect("automation");
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT e.status, d.data LIKE '%\"' || ? || '\"%' FROM n8n.execution_entity e JOIN"
                    + " n8n.execution_data d ON d.\"executionId\" = e.id WHERE e.id = ?")) {
      for (Acknowledged order : orders) {
        statement.setString(1, order.order());
        statement.setInt(2, Integer.parseInt(order.execution()));
        try (ResultSet row = statement.executeQuery()) {
          assertThat(row.next()).as("an execution of %s", order).isTrue();
          assertThat(row.getBoolean(2)).as("%s in its execution", order).isTrue();
          unfinished += row.getString(1).equals("success") ? 0 : 1;
        }
      }
    }
    assertThat(orders).extracting(Acknowledged::execution).doesNotHaveDuplicates();
    // n8n acknowledges what it could not save; at the fence that is what was in flight.
    assertThat(unfinished).as("executions that are not saved as finished").isLessThanOrEqualTo(1);
  }

  private static String fromPostgresql(TestStack stack) {
    return """
      kind: postgresql
      connection: {host: %s, port: %d, database: n8n_restore, user: %s, password: {env: SOURCE_PASSWORD}}
      schemas: [{from: public, to: n8n}]
    """
        .formatted(stack.source.host(), stack.source.port(), stack.source.superuser());
  }

  /** The tables that n8n fills at its first start; what the file has takes their place. */
  private static List<String> tablesWithRows(TestStack stack) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Connection connection = stack.target.connect("automation");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT relname FROM pg_class WHERE relnamespace = 'n8n'::regnamespace"
                    + " AND relkind = 'r' AND relname <> 'migrations'"
                    + " AND query_to_xml(format('SELECT 1 FROM n8n.%I LIMIT 1', relname),"
                    + " true, false, '')::text LIKE '%<row>%'")) {
      while (row.next()) {
        tables.add(row.getString(1));
      }
    }
    assertThat(tables).contains("settings", "user", "role", "project");
    return tables;
  }

  private static String fromSqlite(N8nApplication n8n, String ddl, List<String> replaced)
      throws SQLException {
    return """
      kind: sqlite
      file: "%s"
      %s
      zone: UTC
      schemas: [{from: main, to: n8n, exclude: [migrations]}]
      tables:
        insights_raw: {columns: {timestamp: {convert: timestamptz, round: half-even}}}
        insights_by_period: {columns: {periodStart: {convert: timestamptz, round: half-even}}}
        test_case_execution: {columns: {%s}}
    %s
    """
        .formatted(
            n8n.sqliteFile(),
            ddl,
            leftOver(n8n),
            replaced.stream()
                .map(table -> "    " + table + ": {existing-rows: replace}")
                .collect(Collectors.joining("\n")));
  }

  /** Columns that n8n gave up; in some of its files they are still there. */
  private static String leftOver(N8nApplication n8n) throws SQLException {
    try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + n8n.sqliteFile());
        Statement statement = file.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT coalesce(group_concat(name || ': {drop: true}', ', '), '')"
                    + " FROM pragma_table_info('test_case_execution')"
                    + " WHERE name IN ('pastExecutionId', 'evaluationExecutionId')")) {
      return row.getString(1);
    }
  }

  private static String migrationFile(TestStack stack, N8nApplication n8n, String source) {
    return """
    migration: automation
    target:
      connection: {host: %s, port: %d, database: automation, user: %s, password: {env: TARGET_PASSWORD}}
      schemas:
        n8n: {role: %s, password: {env: APP_PASSWORD}, database-create: true}
    sources:
    - name: n8n
    %s
    %s
    """
        .formatted(
            stack.target.host(),
            stack.target.port(),
            stack.target.superuser(),
            ROLE,
            source.stripTrailing(),
            cutover(stack, n8n));
  }

  private static String cutover(TestStack stack, N8nApplication n8n) {
    return """
    cutover:
      switch:
        - env-file:
            path: "%s"
            set:
              DB_TYPE: postgresdb
              DB_POSTGRESDB_HOST: "%s"
              DB_POSTGRESDB_PORT: "%d"
              DB_POSTGRESDB_DATABASE: automation
              DB_POSTGRESDB_SCHEMA: n8n
              DB_POSTGRESDB_USER: %s
              DB_POSTGRESDB_PASSWORD: "${env:APP_PASSWORD}"
        - command: {run: ["%s"]}
    """
        .formatted(
            n8n.envFile(),
            stack.target.host(),
            stack.target.port(),
            ROLE,
            String.join("\", \"", n8n.restart()));
  }
}
