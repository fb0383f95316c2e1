package io.tributary.local.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.fixture.CuttingProxy;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.TestStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two instances of cdc-service, of which one copies a source behind a slow line. */
class HelpingInstanceIT {
  private static final Duration LIMIT = Duration.ofSeconds(180);
  private static final int ROWS = 60_000;
  private static final String DONE =
      "SELECT count(*) FROM tributary.copy_chunk WHERE state = 'DONE' AND migration = '%s'";

  private TestStack stack;
  private OperatorApi api;

  @Test
  void helpsToCopyAndIsMissedByNobodyWhenItIsKilled() throws Exception {
    // given
    stack = TestStack.shared();
    api = stack.api();
    try (FurtherInstance other = new FurtherInstance(stack, "cdc-service", 9);
        CuttingProxy line = new CuttingProxy(stack.source)) {
      line.slowTo(1_500_000);
      other.start();
      other.awaitReady();

      // when
      begin("helped-copy", line.port());
      // then whichever looks after the source, the other one helps
      awaitStreaming("helped-copy");
      assertThat(logLines()).anyMatch(l -> l.contains("helped a copy migration=helped-copy "));
      assertSame("helped-copy");

      // when one of them is killed in the middle, which may be the one or the other
      begin("left-copy", line.port());
      await().atMost(LIMIT).ignoreExceptions().until(() -> count("left-copy", DONE) > 0);
      other.kill();
      line.slowTo(Long.MAX_VALUE);
      // then
      awaitStreaming("left-copy");
      assertSame("left-copy");
      for (String each : new String[] {"helped-copy", "left-copy"}) {
        api.post(each, "abort");
        await().atMost(LIMIT).until(() -> api.state(each).equals("Aborted"));
      }
    }
  }

  private void begin(String name, int port) throws Exception {
    stack.source.createDatabase(name);
    stack.target.createDatabase(name);
    try (Connection source = stack.source.connect(name);
        Statement statement = source.createStatement()) {
      statement.execute("CREATE TABLE big (id int PRIMARY KEY, v text)");
      statement.execute("ALTER TABLE big ALTER v SET STORAGE PLAIN");
      statement.execute(
          "INSERT INTO big SELECT g, repeat('v', 1000) FROM generate_series(1, " + ROWS + ") g");
    }
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
        """
            .formatted(
                name,
                stack.target.port(),
                stack.target.superuser(),
                port,
                stack.source.superuser()));
    api.post(name, "start");
  }

  private void awaitStreaming(String name) {
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(
            () ->
                api.get(name).at("/sources/0/phase").asText().equals("STREAMING")
                    && api.get(name).at("/sources/0/achieved").asBoolean());
  }

  private void assertSame(String name) throws SQLException {
    assertThat(count(name, "SELECT count(DISTINCT id) FROM big.big")).isEqualTo(ROWS);
    assertThat(count(name, "SELECT count(*) FROM big.big WHERE length(v) = 1000")).isEqualTo(ROWS);
    assertThat(count(name, "SELECT count(*) FROM tributary.copy_offer")).isZero();
  }

  private long count(String name, String sql) throws SQLException {
    try (Connection target = stack.target.connect(name);
        Statement statement = target.createStatement();
        ResultSet row = statement.executeQuery(sql.formatted(name))) {
      row.next();
      return row.getLong(1);
    }
  }

  private Stream<String> logLines() throws IOException {
    Stream<String> lines = Stream.of();
    try (Stream<Path> files = Files.list(stack.logs())) {
      for (Path file : files.filter(f -> f.toString().contains("cdc-service")).toList()) {
        lines = Stream.concat(lines, Files.readAllLines(file).stream());
      }
    }
    return lines;
  }
}
