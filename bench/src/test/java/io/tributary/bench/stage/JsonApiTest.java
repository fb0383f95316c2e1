package io.tributary.bench.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JsonApiTest {

  /** The service refuses whatever changes something and does not say what it is. */
  @Test
  void saysOfEachChangeWhatItIs() throws Exception {
    // given
    Map<String, String> asked = new TreeMap<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.put(
              exchange.getRequestMethod() + " " + exchange.getRequestURI(),
              exchange.getRequestHeaders().getFirst("Content-Type"));
          byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    JsonApi api =
        new JsonApi(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Map.of());

    // when
    api.create("migration: m");
    api.post("/migrations/m/start");
    api.put("/connectors/c/config", Map.of());
    api.delete("/migrations/m");
    server.stop(0);

    // then
    assertThat(asked)
        .containsExactly(
            Map.entry("DELETE /migrations/m", "application/json"),
            Map.entry("POST /migrations", "application/yaml"),
            Map.entry("POST /migrations/m/start", "application/json"),
            Map.entry("PUT /connectors/c/config", "application/json"));
  }
}
