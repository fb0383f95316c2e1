package io.tributary.connect.chroma.server;

import static org.awaitility.Awaitility.await;

import io.tributary.fixture.LoopbackPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A running server; a test that starts one where there is none is skipped, with the reason. */
public final class ChromaServer implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final Process process;
  private final ChromaClient client;

  private ChromaServer(Process process, ChromaClient client) {
    this.process = process;
    this.client = client;
  }

  /**
   * Starts one.
   *
   * @param directory that it persists to
   * @param log what it prints
   */
  public static ChromaServer start(Path directory, Path log) throws IOException {
    List<String> command = new ArrayList<>(ServerPackage.command());
    int port = LoopbackPort.free();
    command.addAll(
        List.of("run", "--path", directory.toString(), "--host", "127.0.0.1", "--port", "" + port));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    ChromaServer server = new ChromaServer(process, new ChromaClient(port));
    try {
      await().atMost(START_LIMIT).until(() -> server.client.answers() || !server.process.isAlive());
      if (!process.isAlive()) {
        throw new IllegalStateException("the server ended at once: " + Files.readString(log));
      }
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  public ChromaClient client() {
    return client;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
