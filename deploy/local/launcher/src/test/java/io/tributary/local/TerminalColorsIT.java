package io.tributary.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Colors of a real terminal, made by the program {@code script}. */
class TerminalColorsIT {
  private static final String ESCAPE = "\u001b";
  private static final long LIMIT_SECONDS = 60;

  @TempDir Path home;
  private HttpServer server;

  @BeforeEach
  void listen() throws Exception {
    assumeThat(Path.of("/usr/bin/script")).exists();
    Files.writeString(home.resolve("api.token"), "token");
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    try (InputStream answer = getClass().getResourceAsStream("/commands/status.api.json")) {
      byte[] status = answer.readAllBytes();
      server.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(200, status.length);
            exchange.getResponseBody().write(status);
            exchange.close();
          });
    }
    server.start();
  }

  @AfterEach
  void close() {
    if (server != null) {
      server.stop(0);
    }
  }

  @Test
  void healthIsColoredAndWithNoColorIsNot() throws Exception {
    assertThat(status("TERM=xterm")).contains(ESCAPE + "[1;31mstopped", "Next: ./tributary resume");
    assertThat(status("TERM=xterm NO_COLOR=1"))
        .contains("stopped  shop: Replicating")
        .doesNotContain(ESCAPE);
  }

  private String status(String environment) throws Exception {
    Path out = Files.createTempFile(home, "terminal", ".out");
    String command =
        "env -u NO_COLOR %s '%s' -XX:TieredStopAtLevel=1 -cp '%s' io.tributary.local.Launcher status shop --home '%s' --api http://127.0.0.1:%d"
            .formatted(
                environment,
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                home,
                server.getAddress().getPort());
    Process process =
        new ProcessBuilder("script", "-qec", command, "/dev/null")
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    process.getOutputStream().close();
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    return Files.readString(out, UTF_8);
  }
}
