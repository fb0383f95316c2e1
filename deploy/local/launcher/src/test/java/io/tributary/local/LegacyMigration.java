package io.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.TreeMap;

/** A migration of one legacy source, as its operator drives it; the target has its name. */
abstract class LegacyMigration {
  static final Duration LIMIT = Duration.ofSeconds(120);

  private final TestStack stack;
  private final OperatorApi api;
  private final String name;
  private final String rules;
  private final String cutover;

  /**
   * An empty target database.
   *
   * @param name of the migration, the target database and the target schema
   * @param rules further lines of the source in the migration file
   * @param cutover what the migration file says of it, in one line
   */
  LegacyMigration(TestStack stack, OperatorApi api, String name, String rules, String cutover) {
    this.stack = stack;
    this.api = api;
    this.name = name;
    this.rules = rules;
    this.cutover = cutover;
    stack.target.createDatabase(name);
  }

  /** Where the source is, as the migration file says it. */
  abstract String place();

  /** The schema of the source that moves. */
  abstract String schema();

  /** What the API lists as kept aside. */
  JsonNode quarantine() throws Exception {
    return api.get(name + "/quarantine?limit=1000").path("quarantine");
  }

  /** Gives the migration up. */
  void abort() throws Exception {
    api.post(name, "abort");
    await().atMost(LIMIT).until(() -> api.state(name).equals("Aborted"));
  }

  /** Starts the migration. */
  void start() throws Exception {
    api.create(migrationFile());
    api.post(name, "start");
  }

  /** Puts the file with one thing in it said otherwise. */
  OperatorApi.Answer put(String said, String otherwise) throws Exception {
    String file = migrationFile();
    assertThat(file).contains(said);
    return api.put(name, file.replace(said, otherwise));
  }

  /** Orders something and waits for the state that follows. */
  void order(String order, String state) throws Exception {
    api.post(name, order);
    await().atMost(LIMIT).until(() -> api.state(name).equals(state));
  }

  /** Starts the migration and waits until it streams. */
  void replicate() throws Exception {
    start();
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              JsonNode view = api.get(name);
              for (JsonNode check : view.path("preflight").path("checks")) {
                assertThat(check.path("result").asText()).as("%s", check).isNotEqualTo("FAILED");
              }
              assertThat(source().path("error").path("retryable").asBoolean(true))
                  .as("%s", source().path("error"))
                  .isTrue();
              return source().path("phase").asText().equals("STREAMING")
                  && source().path("achieved").asBoolean();
            });
  }

  /** By table, the verdict of a pass that began after this call: {@code EQUAL 25+3} with counts. */
  TreeMap<String, String> verdicts() throws Exception {
    long passes = source().path("validation").path("passes").asLong();
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(300))
        .until(() -> source().path("validation").path("passes").asLong() > passes + 1);
    TreeMap<String, String> verdicts = new TreeMap<>();
    for (JsonNode verdict : source().path("validation").path("verdicts")) {
      verdicts.put(
          verdict.path("table").asText(),
          "%s %d+%d"
              .formatted(
                  verdict.path("verdict").asText(),
                  verdict.path("targetRows").asLong(),
                  verdict.path("quarantinedRows").asLong()));
    }
    return verdicts;
  }

  /** Cuts over and waits for the switch. */
  void cutOver() throws Exception {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> api.tryPost(name, "cutover", name + System.nanoTime()).status() < 300);
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              assertThat(api.get(name).path("problem").asText("")).isEmpty();
              return api.state(name).equals("Switched");
            });
  }

  /** Removes what was put into the file and the connector. */
  void complete() throws Exception {
    api.post(name, "complete");
    await().atMost(LIMIT).until(() -> api.state(name).equals("Completed"));
  }

  Connection target() throws SQLException {
    return stack.target.connect(name);
  }

  JsonNode source() throws Exception {
    return api.get(name).path("sources").path(0);
  }

  private String migrationFile() {
    return """
        migration: %1$s
        target:
          connection: {host: 127.0.0.1, port: %2$d, database: %1$s, user: %3$s, password: {env: TARGET_PASSWORD}}
          schemas:
            %1$s: {role: "%1$s-app", password: {env: APP_PASSWORD}}
        sources:
          - name: legacy
            %4$s
            schemas:
              - {from: %7$s, to: %1$s}
        %5$s
        cutover: %6$s
        validation: {pause-between-passes-millis: 500}
        """
        .formatted(
            name,
            stack.target.port(),
            stack.target.superuser(),
            place().indent(4).strip(),
            rules.indent(4).stripTrailing(),
            cutover,
            schema());
  }
}
