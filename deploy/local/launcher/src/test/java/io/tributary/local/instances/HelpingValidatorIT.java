package io.tributary.local.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.fixture.CuttingProxy;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.TestStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two validators, of which one compares a table of 60,000 rows in 120 ranges on a slow line. */
class HelpingValidatorIT {
  private static final Duration LIMIT = Duration.ofSeconds(180);
  private static final int ROWS = 60_000;
  private static final String RANGES = "/sources/0/validation/verifiedRanges";

  private static TestStack stack;
  private OperatorApi api;

  @BeforeAll
  static void start() throws Exception {
    stack =
        TestStack.with(
            Map.of(
                "TRIBUTARY_VALIDATOR_ROWS_PER_RANGE",
                "500",
                "TRIBUTARY_VALIDATOR_HELP_LOOK_MILLIS",
                "200"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (stack != null) {
      stack.close();
    }
  }

  @Test
  void helpsToCompareAndIsMissedByNobodyWhenItIsKilled() throws Exception {
    // given
    api = stack.api();
    try (FurtherInstance other = new FurtherInstance(stack, "validator-service", 9);
        CuttingProxy line = new CuttingProxy(stack.source)) {
      other.start();
      other.awaitReady();

      // when
      begin("helped-ranges", line);
      // then whichever looks after the source, the other one helps
      awaitVerified("helped-ranges");
      await()
          .atMost(LIMIT)
          .until(
              () ->
                  logLines().anyMatch(l -> l.contains("helped a comparison migration=helped-ra")));

      // when one of them is killed in the middle, which may be the one or the other
      begin("left-ranges", line);
      await()
          .atMost(LIMIT)
          .ignoreExceptions()
          .until(() -> api.get("left-ranges").at(RANGES).asInt() > 5);
      other.kill();
      line.slowTo(Long.MAX_VALUE);
      // then
      awaitVerified("left-ranges");
      for (String each : new String[] {"helped-ranges", "left-ranges"}) {
        api.post(each, "abort");
        await().atMost(LIMIT).until(() -> api.state(each).equals("Aborted"));
      }
    }
  }

  private void begin(String name, CuttingProxy line) throws Exception {
    stack.source.createDatabase(name);
    stack.target.createDatabase(name);
    execute(
        name,
        "CREATE TABLE big (id int PRIMARY KEY)",
        "INSERT INTO big SELECT generate_series(1, " + ROWS + ")");
    line.slowTo(60_000);
    api.create(
        """
        migration: %1$s
        target:
          connection: {host: 127.0.0.1, port: %2$d, database: %1$s, user: %3$s, password: {env: TARGET_PASSWORD}}
          schemas:
            big: {role: "%1$s-app", password: {env: APP_PASSWORD}}
        sources:
          - name: legacy
            kind: postgresql
            connection: {host: 127.0.0.1, port: %4$d, database: %1$s, user: %5$s, password: {env: SOURCE_PASSWORD}, tls: disable}
            schemas:
              - {from: public, to: big}
        validation: {rows-per-chunk: 100, workers: 1}
        """
            .formatted(
                name,
                stack.target.port(),
                stack.target.superuser(),
                line.port(),
                stack.source.superuser()));
    api.post(name, "start");
  }

  private static void execute(String database, String... statements) throws SQLException {
    try (Connection source = stack.source.connect(database);
        Statement statement = source.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  private void awaitVerified(String name) {
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> api.get(name).at("/sources/0/validation/verified").asInt() == 1);
    JsonNode verdict = verdict(name);
    assertThat(verdict.at("/verdict").asText()).isEqualTo("EQUAL");
    assertThat(verdict.at("/sourceRows").asLong()).isEqualTo(ROWS);
    assertThat(verdict.at("/targetRows").asLong()).isEqualTo(ROWS);
  }

  private JsonNode verdict(String name) {
    try {
      return api.get(name).at("/sources/0/validation/verdicts/0");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Stream<String> logLines() throws IOException {
    Stream<String> lines = Stream.of();
    try (Stream<Path> files = Files.list(stack.logs())) {
      for (Path file : files.filter(f -> f.toString().contains("validator-service")).toList()) {
        lines = Stream.concat(lines, Files.readAllLines(file).stream());
      }
    }
    return lines;
  }
}
