package io.tributary.connect.sqlite;

import io.tributary.fixture.Checkout;
import io.tributary.fixture.LoopbackPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A Kafka Connect worker as a process of its own, with nothing of this project but the connector.
 * The fixture's worker is put together after this module is built. Ends with this JVM.
 */
final class Worker implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path directory;
  private final int port = LoopbackPort.free();
  private Process process;

  Worker(String broker, Path directory) {
    this.directory = directory;
    try {
      Files.writeString(
          directory.resolve("worker.properties"),
          """
          bootstrap.servers=%s
          group.id=sqlite
          config.storage.topic=sqlite.configs
          offset.storage.topic=sqlite.offsets
          status.storage.topic=sqlite.statuses
          config.storage.replication.factor=1
          offset.storage.replication.factor=1
          offset.storage.partitions=1
          status.storage.replication.factor=1
          status.storage.partitions=1
          offset.flush.interval.ms=200
          key.converter=org.apache.kafka.connect.json.JsonConverter
          key.converter.schemas.enable=false
          value.converter=org.apache.kafka.connect.json.JsonConverter
          value.converter.schemas.enable=false
          plugin.discovery=service_load
          scheduled.rebalance.max.delay.ms=0
          listeners=http://127.0.0.1:%d
          """
              .formatted(broker, port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void start() {
    List<String> command = new ArrayList<>(List.of("setsid", "sh"));
    command.add(Checkout.root().resolve("deploy/local/bin/supervise.sh").toString());
    command.addAll(List.of("TERM", "10"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", ClassPath.text()));
    command.add("org.apache.kafka.connect.cli.ConnectDistributed");
    command.add(directory.resolve("worker.properties").toString());
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(directory.resolve("worker.log").toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Awaitility.await().atMost(PATIENCE).until(() -> status("GET", "/connectors", "") == 200);
  }

  /** Makes or changes a connector. */
  void put(String name, Map<String, String> settings) {
    StringBuilder json = new StringBuilder("{\"name\":\"" + name + "\"");
    settings.forEach(
        (key, value) ->
            json.append(",\"")
                .append(key)
                .append("\":\"")
                .append(value.replace("\\", "\\\\"))
                .append('"'));
    String body = json.append('}').toString();
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> status("PUT", "/connectors/" + name + "/config", body) / 100 == 2);
  }

  private int status(String method, String path, String body) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(10))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  /** The end of what the worker said, for the message of a failure. */
  String logTail() {
    try {
      List<String> lines = Files.readAllLines(directory.resolve("worker.log"));
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  /** Ends it with SIGKILL. */
  void kill() throws InterruptedException {
    process.descendants().toList().forEach(ProcessHandle::destroyForcibly);
    process.waitFor(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
