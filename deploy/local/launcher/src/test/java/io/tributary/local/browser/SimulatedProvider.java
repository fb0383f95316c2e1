package io.tributary.local.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Plays the login page of an OpenID Connect server, which sends everybody back at once, and what an
 * orchestrator gets from it. A simulation.
 */
final class SimulatedProvider implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CODE = "code-0001";

  private final HttpServer server;
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger verified = new AtomicInteger();
  private final AtomicInteger renewed = new AtomicInteger();
  private volatile Map<String, String> sentWith = Map.of();
  private volatile String refusal = "";
  private volatile int seconds = 300;

  SimulatedProvider() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/authorize", this::authorize);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Nobody is signed in from now on. */
  void refuses(String error) {
    refusal = error;
  }

  /** Tokens are good for so many seconds from now on. */
  void expiresIn(int newSeconds) {
    seconds = newSeconds;
  }

  /** How often a token was asked for, with whatever. */
  int asked() {
    return asked.get();
  }

  /** How often a code came with its verifier. */
  int verified() {
    return verified.get();
  }

  /** How often a token was renewed. */
  int renewed() {
    return renewed.get();
  }

  /** What the orchestrator tells the page. */
  JsonNode offer() {
    return JSON.createObjectNode()
        .put("offered", true)
        .put("authorization", address() + "/authorize")
        .put("clientId", "tributary-console")
        .put("scope", "openid");
  }

  /** What the orchestrator answers to what the page brings; null where it refuses. */
  JsonNode token(JsonNode request) {
    asked.incrementAndGet();
    if (request.has("refreshToken")) {
      renewed.incrementAndGet();
    } else if (request.path("code").asText().equals(CODE)
        && request.path("redirectUri").asText().equals(sentWith.get("redirect_uri"))
        && challenge(request.path("verifier").asText()).equals(sentWith.get("code_challenge"))) {
      verified.incrementAndGet();
    } else {
      return null;
    }
    ObjectNode tokens = JSON.createObjectNode();
    return tokens
        .put("accessToken", SimulatedOrchestrator.TOKEN)
        .put("refreshToken", "refresh-" + asked.get())
        .put("expiresInSeconds", seconds);
  }

  private void authorize(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> query =
          Arrays.stream(exchange.getRequestURI().getRawQuery().split("&"))
              .map(field -> field.split("=", 2))
              .collect(
                  Collectors.toMap(
                      field -> field[0],
                      field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
      sentWith = query;
      String back = refusal.isEmpty() ? "code=" + CODE : "error=" + refusal;
      exchange
          .getResponseHeaders()
          .set("Location", query.get("redirect_uri") + "?" + back + "&state=" + query.get("state"));
      exchange.sendResponseHeaders(302, -1);
    }
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
