package io.tributary.local.n8n;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.fixture.LoopbackPort;
import io.tributary.fixture.PostgresServer;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.TestStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a move of n8n begins with: databases, their variables, and the migration file. */
final class N8nMoves {
  static final String ROLE = "n8n_app";

  private N8nMoves() {}

  /** A database of n8n's own, whose role is no superuser. */
  static void database(PostgresServer server, String name) throws SQLException {
    server.createDatabase(name);
    try (Connection connection = server.connect(name);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "DO $$ BEGIN CREATE ROLE n8n_old LOGIN PASSWORD 'old-password';"
              + " EXCEPTION WHEN duplicate_object THEN NULL; END $$");
      statement.execute("ALTER DATABASE " + name + " OWNER TO n8n_old");
    }
  }

  static Map<String, String> legacy(TestStack stack, String database, String schema) {
    return postgresql(stack.source, database, schema, "n8n_old", "old-password");
  }

  static Map<String, String> postgresql(
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

  /** Has n8n make its tables in the schema {@code n8n} of the target, as their owner. */
  static void makeTablesAtTarget(TestStack stack, N8nPackage program, Path home) throws Exception {
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
  }

  static String fromPostgresql(TestStack stack) {
    return """
      kind: postgresql
      connection: {host: %s, port: %d, database: n8n_restore, user: %s, password: {env: SOURCE_PASSWORD}}
      schemas: [{from: public, to: n8n}]
    """
        .formatted(stack.source.host(), stack.source.port(), stack.source.superuser());
  }

  /** The tables that n8n fills at its first start; what the file has takes their place. */
  static List<String> tablesWithRows(TestStack stack) throws SQLException {
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

  static String fromSqlite(N8nApplication n8n, String ddl, List<String> replaced)
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
  static String leftOver(N8nApplication n8n) throws SQLException {
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

  static String migrationFile(TestStack stack, N8nApplication n8n, String source) {
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

  static String cutover(TestStack stack, N8nApplication n8n) {
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

  /** Fails where a check of the migration, or a source, has failed for good. */
  static boolean startedWell(OperatorApi api) throws Exception {
    JsonNode view = api.get("automation");
    for (JsonNode check : view.path("preflight").path("checks")) {
      assertThat(check.path("result").asText()).as("%s", check).isNotEqualTo("FAILED");
    }
    assertThat(view.path("sources").path(0).path("error").path("retryable").asBoolean(true))
        .as("%s", view)
        .isTrue();
    return true;
  }
}
