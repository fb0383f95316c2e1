package io.tributary.cdc.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.worker.ConnectAddress;
import io.tributary.common.error.TributaryException;
import io.tributary.fixture.ConnectFixture;
import io.tributary.fixture.ConnectWorker;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

/** What a worker that has just started says of the connectors that it will run. */
class ConnectStartIT {
  private static final String CONNECTOR = "start-of-a-worker";

  @TempDir private Path directory;

  @Test
  void knowsItsConnectorsOrIsAskedAgainWhileTheWorkerStarts() throws Exception {
    // given
    ConnectWorker worker = ConnectFixture.fresh(Map.of());
    ConnectClient client =
        new ConnectClient(ConnectAddress.of(worker.restUrl()), Duration.ofSeconds(10));
    client.put(CONNECTOR, settings(directory.resolve("app.db")));
    worker.kill();

    // when
    CompletableFuture<Void> started = CompletableFuture.runAsync(worker::start);
    List<Boolean> answers = new ArrayList<>();
    int askedAgain = 0;
    while (!started.isDone() || answers.isEmpty()) {
      try {
        answers.add(client.knows(CONNECTOR));
      } catch (TributaryException e) {
        assertThat(e.report().code()).isEqualTo("TRB-CAPTURE-CONNECT-UNREACHABLE");
        askedAgain++;
      }
    }
    started.join();
    worker.kill();

    // then
    assertThat(answers).containsOnly(true);
    assertThat(askedAgain).isPositive();
  }

  private static Map<String, String> settings(Path file) throws Exception {
    try (Connection connection = new SQLiteConfig().createConnection("jdbc:sqlite:" + file)) {
      connection.createStatement().execute("CREATE TABLE item (id INTEGER PRIMARY KEY)");
    }
    return Map.of(
        "connector.class",
        "io.tributary.connect.sqlite.SqliteSourceConnector",
        "tasks.max",
        "1",
        "topic.prefix",
        CONNECTOR,
        "database.file",
        file.toString());
  }
}
