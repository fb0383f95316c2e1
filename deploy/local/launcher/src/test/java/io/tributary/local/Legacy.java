package io.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A legacy database of any shape, and its migration through a whole stack. */
final class Legacy {
  static final Duration LIMIT = Duration.ofSeconds(120);

  private final TestStack stack;
  private final OperatorApi api;
  private final String name;
  private final Map<String, String> schemas = new LinkedHashMap<>();

  /** Creates both databases; the migration has the same name. */
  Legacy(TestStack stack, OperatorApi api, String name) {
    this.stack = stack;
    this.api = api;
    this.name = name;
    stack.source.createDatabase(name);
    stack.target.createDatabase(name);
  }

  /** Maps a schema. */
  Legacy schema(String from, String to) {
    schemas.put(from, to);
    return this;
  }

  /** Runs statements at the source, each by itself. */
  void execute(String... statements) throws SQLException {
    try (Connection connection = stack.source.connect(name);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Runs statements at the source in one transaction. */
  void inTransaction(String... statements) throws SQLException {
    try (Connection connection = stack.source.connect(name);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : statements) {
        statement.execute(sql);
      }
      connection.commit();
    }
  }

  /** Starts the migration and waits until it streams. */
  void replicate(Duration limit) throws Exception {
    api.create(migrationFile());
    api.post(name, "start");
    await()
        .atMost(limit)
        .pollInterval(Duration.ofMillis(300))
        .ignoreExceptionsInstanceOf(Exception.class)
        .until(
            () -> {
              refuseFailure();
              return source().path("phase").asText().equals("STREAMING")
                  && source().path("achieved").asBoolean();
            });
  }

  /** An Error ends the wait. */
  private void refuseFailure() throws Exception {
    JsonNode view = api.get(name);
    for (JsonNode check : view.path("preflight").path("checks")) {
      if (check.path("result").asText().equals("FAILED")) {
        throw new AssertionError(check.toString());
      }
    }
    JsonNode error = source().path("error");
    if (error.isObject() && !error.path("retryable").asBoolean()) {
      throw new AssertionError(error.toString());
    }
  }

  /** Waits until the target holds what the source holds, as both print it. */
  void awaitEqual(Duration limit) throws Exception {
    List<String> expected = prints(true);
    await()
        .atMost(limit)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              JsonNode source = source();
              assertThat(prints(false)).as(source.path("error").toString()).isEqualTo(expected);
            });
  }

  /** Waits until the validator, reading from now on, has found each of its tables equal. */
  void awaitVerdicts(int tables, Duration limit) throws Exception {
    long passes = source().path("validation").path("passes").asLong();
    await()
        .atMost(limit)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> source().path("validation").path("passes").asLong() > passes + 1);
    List<String> others = new ArrayList<>();
    JsonNode verdicts = source().path("validation").path("verdicts");
    verdicts.forEach(
        verdict -> {
          if (!verdict.path("verdict").asText().equals("EQUAL")) {
            others.add(verdict.toString());
          }
        });
    assertThat(others).isEmpty();
    assertThat(verdicts).hasSize(tables);
  }

  /** What the orchestrator says of the source. */
  JsonNode source() throws Exception {
    return api.get(name).path("sources").path(0);
  }

  /** Gives the migration up, forgets it and drops both databases. */
  void remove() throws Exception {
    api.post(name, "abort");
    await().atMost(LIMIT).until(() -> api.state(name).equals("Aborted"));
    api.delete(name);
    stack.source.dropDatabase(name);
    stack.target.dropDatabase(name);
  }

  /** Every row of every table. */
  private List<String> prints(boolean source) throws SQLException {
    List<String> out = new ArrayList<>();
    try (Connection connection = (source ? stack.source : stack.target).connect(name)) {
      for (Map.Entry<String, String> schema : schemas.entrySet()) {
        out.add(schema.getKey());
        out.addAll(PrintedRows.of(connection, source ? schema.getKey() : schema.getValue()));
      }
    }
    return out;
  }

  private String migrationFile() {
    StringBuilder targets = new StringBuilder();
    StringBuilder mappings = new StringBuilder();
    schemas.forEach(
        (from, to) -> {
          targets.append(
              "    %s: {role: \"%s-app\", password: {env: APP_PASSWORD}}\n"
                  .formatted(quoted(to), name));
          mappings.append("      - {from: %s, to: %s}\n".formatted(quoted(from), quoted(to)));
        });
    return """
        migration: %1$s
        target:
          connection: {host: 127.0.0.1, port: %2$d, database: %1$s, user: %3$s, password: {env: TARGET_PASSWORD}}
          schemas:
        %6$ssources:
          - name: legacy
            kind: postgresql
            connection: {host: 127.0.0.1, port: %4$d, database: %1$s, user: %5$s, password: {env: SOURCE_PASSWORD}}
            schemas:
        %7$svalidation: {pause-between-passes-millis: 500}
        """
        .formatted(
            name,
            stack.target.port(),
            stack.target.superuser(),
            stack.source.port(),
            stack.source.superuser(),
            targets,
            mappings);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
