package io.tributary.local.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tributary.fixture.Checkout;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * An HTTP server that plays an orchestrator: it serves the console's files and answers its requests
 * with statuses of a shape as the API has it. A simulation: nothing is migrated, no order is
 * carried out, and it says nothing of the real service, whose test is {@link ConsoleIT}.
 */
final class SimulatedOrchestrator implements AutoCloseable {
  static final String TOKEN = "token-of-the-simulation-0001";

  private static final Duration BETWEEN_EVENTS = Duration.ofMillis(250);

  /** By how many times its usual lag a source lags more, moment for moment. */
  private static final double[] LAGS = {0, 0.4, 0.1, 0.6, 2.2, 1.3, 0.5, 0.2, 0.9, 0.3, 0};

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FILES =
      Checkout.root().resolve("orchestrator-service/target/classes/META-INF/resources");
  private static final String POLICY =
      "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " object-src 'none'; require-trusted-types-for 'script';"
          + " trusted-types lit-html tributary-report";
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript",
          "css", "text/css",
          "svg", "image/svg+xml");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile JsonNode status = recorded("replicating");
  private volatile boolean standby;
  private volatile SimulatedProvider provider;
  private volatile List<String> roles = List.of("author", "operator", "viewer");

  SimulatedOrchestrator() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The migration is so from now on. */
  void show(JsonNode latest) {
    status = latest;
  }

  /**
   * Another instance is the active one from now on, or this one again; whoever follows is cut off.
   */
  void standBy(boolean other) {
    standby = other;
  }

  /** Whoever asks has these roles from now on. */
  void roles(String... names) {
    roles = List.of(names);
  }

  /** People are sent to this server to sign in from now on. */
  void signsInAt(SimulatedProvider there) {
    provider = there;
  }

  /** What stands in a resource of these tests. */
  static JsonNode recorded(String name) {
    try (InputStream in =
        SimulatedOrchestrator.class.getResourceAsStream("/browser/" + name + ".json")) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    try (exchange) {
      if (path.equals("/")) {
        exchange.getResponseHeaders().set("Location", "/console/");
        exchange.sendResponseHeaders(302, -1);
      } else if (path.equals("/console/sign-in")) {
        signIn(exchange);
      } else if (path.startsWith("/console")) {
        file(exchange, path.endsWith("/") ? path + "index.html" : path);
      } else if (!("Bearer " + TOKEN)
          .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        json(exchange, 401, JSON.createObjectNode().put("code", "TRB-ACCESS-TOKEN-MISSING"));
      } else if (path.endsWith("/events") && standby) {
        json(exchange, 503, JSON.createObjectNode().put("code", "TRB-ORCHESTRATOR-STANDBY"));
      } else if (path.endsWith("/events")) {
        events(exchange);
      } else {
        json(exchange, 200, found(path, exchange.getRequestMethod()));
      }
    }
  }

  private void signIn(HttpExchange exchange) throws IOException {
    SimulatedProvider there = provider;
    if (exchange.getRequestMethod().equals("GET")) {
      json(
          exchange,
          200,
          there == null ? JSON.createObjectNode().put("offered", false) : there.offer());
      return;
    }
    JsonNode tokens = there.token(JSON.readTree(exchange.getRequestBody()));
    json(
        exchange,
        tokens == null ? 401 : 200,
        tokens == null
            ? JSON.createObjectNode().put("code", "TRB-ACCESS-SIGN-IN-REFUSED")
            : tokens);
  }

  private JsonNode found(String path, String method) {
    if (path.equals("/whoami")) {
      return JSON.valueToTree(Map.of("principal", "night-shift", "roles", roles));
    }
    if (path.equals("/migrations")) {
      return JSON.createArrayNode().add(status);
    }
    for (String list : List.of("history", "dead-letters", "quarantine", "changes")) {
      if (path.endsWith("/" + list)) {
        return recorded(list);
      }
    }
    if (path.endsWith("/repair/values")) {
      return recorded("row-values");
    }
    if (path.endsWith("/evidence")) {
      return JSON.createArrayNode();
    }
    return method.equals("POST") ? recorded("gate") : status;
  }

  /** The status, again and again, with a lag that comes and goes. */
  private void events(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    for (int told = 0; !standby && !Thread.currentThread().isInterrupted(); told++) {
      JsonNode now = lagging(withoutVerdicts(status), told);
      out.write(("event:status\ndata:" + now + "\n\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
      LockSupport.parkNanos(BETWEEN_EVENTS.toNanos());
    }
  }

  private static JsonNode lagging(JsonNode status, int moment) {
    for (JsonNode source : status.path("sources")) {
      if (source.path("stream") instanceof ObjectNode stream
          && stream.path("lagMillis").isNumber()) {
        long usual = stream.path("lagMillis").asLong();
        stream.put("lagMillis", usual + Math.round(usual * LAGS[moment % LAGS.length]));
      }
    }
    return status;
  }

  private static JsonNode withoutVerdicts(JsonNode whole) {
    JsonNode copy = whole.deepCopy();
    for (JsonNode source : copy.path("sources")) {
      if (source.path("validation") instanceof ObjectNode validation) {
        validation.putArray("verdicts");
      }
    }
    return copy;
  }

  private static void file(HttpExchange exchange, String path) throws IOException {
    Path file = FILES.resolve(path.substring(1)).normalize();
    if (!file.startsWith(FILES) || !Files.isRegularFile(file)) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    String name = file.toString();
    exchange.getResponseHeaders().set("Content-Type", TYPES.get(name.replaceFirst(".*\\.", "")));
    exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
    body(exchange, 200, Files.readAllBytes(file));
  }

  private static void json(HttpExchange exchange, int status, JsonNode body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    body(exchange, status, JSON.writeValueAsBytes(body));
  }

  private static void body(HttpExchange exchange, int status, byte[] bytes) throws IOException {
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
