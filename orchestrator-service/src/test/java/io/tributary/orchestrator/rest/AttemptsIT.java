package io.tributary.orchestrator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tributary.common.json.Json;
import io.tributary.fixture.ApiTokenFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes on the wire that no decent client sends, at every request that changes something. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class AttemptsIT {
  private static final String TOKEN = "Authorization: Bearer " + ApiTokenFile.TOKEN + "\r\n";
  private static final String LOOKER = "Authorization: Bearer token-of-the-looker-0001\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String YAML = "Content-Type: application/yaml\r\n";
  private static final Set<String> SAFE = Set.of("get", "head", "options");

  /** A new way to change something has to be among these, or the test of all is not one. */
  private static final int LEAST_CHANGES = 20;

  @TestHTTPResource("/")
  URI service;

  @Test
  void noRequestThatChangesSomethingIsTakenFromAStrangerAPageOrALooker() throws Exception {
    List<String> changes = changes();
    assertThat(changes).hasSizeGreaterThan(LEAST_CHANGES);
    String host = host(service.getAuthority());
    for (String change : changes) {
      // a stranger
      assertThat(head(change, host + JSON)).as(change).isEqualTo(401);
      // somebody who may only look, by the type of body that the request takes
      assertThat(List.of(head(change, host + JSON + LOOKER), head(change, host + YAML + LOOKER)))
          .as(change)
          .contains(403)
          .isSubsetOf(403, 415);
      // pages, although their browser knows the token
      assertThat(head(change, host("evil.example") + JSON + TOKEN)).as(change).isEqualTo(403);
      for (String origin : List.of("http://evil.example", "null", "https://localhost")) {
        assertThat(head(change, host + JSON + TOKEN + "Origin: " + origin + "\r\n"))
            .as("%s from %s", change, origin)
            .isEqualTo(403);
      }
      for (String type :
          List.of("", "Content-Type: text/plain\r\n", "Content-Type: multipart/form-data\r\n")) {
        assertThat(head(change, host + type + TOKEN)).as(change + " " + type).isEqualTo(415);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/migrations/..%2f..%2fetc%2fpasswd",
        "/migrations/%2e%2e/%2e%2e/etc/passwd",
        "/migrations/shop%00",
        "/migrations/shop%0d%0aX-Injected:%20yes",
        "/migrations/%27%3b%20DROP%20SCHEMA%20tributary%20CASCADE%3b--",
        "/migrations/%3cscript%3ealert(1)%3c%2fscript%3e",
        "/migrations/shop/evidence/..%2f..%2fapi.token",
        "/migrations/shop/quarantine?source=%27%20OR%20%271%27=%271",
        "/migrations/shop/history?after=1;SELECT%20pg_sleep(9)",
        "/migrations/shop/history?limit=99999999999999999999",
        "/migrations/${env:PATH}",
        "/q/../migrations/shop",
        "//evil.example/migrations"
      })
  void pathsThatLeadElsewhereLeadNowhere(String path) throws Exception {
    String host = host(service.getAuthority());

    // a stranger learns nothing at all
    Answer stranger = answer("GET " + path, host, "");
    assertThat(stranger.status()).as(stranger.text()).isIn(400, 401, 404);

    // who has the token learns that there is no such thing
    Answer known = answer("GET " + path, host + TOKEN, "");
    assertThat(known.status()).as(known.text()).isIn(400, 403, 404, 406, 422);
    assertThat(known.text())
        .doesNotContain("root:", "java.lang", "at io.tributary")
        .doesNotContain("\nX-Injected: yes");
  }

  @Test
  void thePathOfHealthChecksLeadsAStrangerNowhereElse() throws Exception {
    for (String path :
        List.of(
            "/q/health/../../migrations",
            "/q/health/%2e%2e/%2e%2e/migrations",
            "/q/health/..;/../migrations",
            "/q/health;/../metrics",
            "/q/healthy/../metrics")) {
      Answer answer = answer("GET " + path, host(service.getAuthority()), "");
      assertThat(answer.status()).as(path + " " + answer.text()).isIn(400, 401, 404);
    }
  }

  @Test
  void whatIsRepeatedOfARequestIsNeverHtml() throws Exception {
    Answer answer =
        answer("GET /migrations/%3cscript%3e", host(service.getAuthority()) + TOKEN, "");
    assertThat(answer.text()).containsIgnoringCase("content-type: application/problem+json");
  }

  @Test
  void aBodyWithoutALengthIsReadNoFurtherThanTheLimit() throws Exception {
    // given chunks that announce nothing, of which there are more than any file has
    String chunk = "10000\r\n" + "#".repeat(0x10000) + "\r\n";
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      body.append(chunk);
    }
    body.append("0\r\n\r\n");
    String head =
        host(service.getAuthority())
            + TOKEN
            + "Content-Type: application/yaml\r\nTransfer-Encoding: chunked\r\n";

    // when, then
    assertThat(answer("POST /migrations", head, body.toString()).status()).isEqualTo(413);
  }

  @Test
  void aStrangerIsRefusedBeforeAnythingOfTheBodyCame() throws Exception {
    // given a body that is announced and never sent
    String head = host(service.getAuthority()) + JSON + "Content-Length: 1000\r\n";
    try (Socket socket = open()) {
      write(socket, "POST /migrations/shop/cutover HTTP/1.1\r\n" + head + "\r\n");

      // then
      byte[] first = socket.getInputStream().readNBytes("HTTP/1.1 401".length());
      assertThat(new String(first, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 401");
    }
  }

  @Test
  void whoSendsSlowlyKeepsNobodyElseWaiting() throws Exception {
    // given more bodies under way than there are threads for requests
    List<Socket> slow = new ArrayList<>();
    String head =
        host(service.getAuthority()) + TOKEN + JSON + "Content-Length: 100000\r\n\r\n{\"confirm\":";
    try {
      for (int i = 0; i < 300; i++) {
        Socket socket = open();
        slow.add(socket);
        write(socket, "POST /migrations/nobody/abort HTTP/1.1\r\n" + head);
      }

      // when, then
      Answer order =
          answer(
              "POST /migrations/nobody/pause",
              host(service.getAuthority()) + TOKEN + JSON + "Content-Length: 2\r\n",
              "{}");
      assertThat(order.status()).as(order.text()).isEqualTo(404);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 2\r\nContent-Length: 40\r\n",
        "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: xchunked\r\nContent-Length: 2\r\n",
        "Content-Length: -1\r\n"
      })
  void noSecondRequestIsSmuggledBehindABody(String lengths) throws Exception {
    String smuggled = "GET /q/openapi HTTP/1.1\r\nHost: localhost\r\n" + TOKEN + "\r\n";
    Answer answer =
        answer(
            "POST /migrations/nobody/pause",
            host(service.getAuthority()) + TOKEN + JSON + lengths,
            "{}" + smuggled);
    assertThat(answer.text()).doesNotContain("openapi: 3", "\"openapi\"");
  }

  private record Answer(int status, String text) {}

  /** Every operation of the description that is not safe, with something in place of parameters. */
  private List<String> changes() throws IOException {
    Answer answer = answer("GET /q/openapi?format=json", host(service.getAuthority()) + TOKEN, "");
    String body = answer.text().substring(answer.text().indexOf("\r\n\r\n"));
    String document = body.substring(body.indexOf('{'), body.lastIndexOf('}') + 1);
    JsonNode paths =
        Json.read(document.getBytes(StandardCharsets.UTF_8), JsonNode.class).path("paths");
    List<String> changes = new ArrayList<>();
    for (Iterator<Map.Entry<String, JsonNode>> all = paths.fields(); all.hasNext(); ) {
      Map.Entry<String, JsonNode> path = all.next();
      path.getValue()
          .fieldNames()
          .forEachRemaining(
              method -> {
                if (!SAFE.contains(method)) {
                  changes.add(
                      method.toUpperCase(Locale.ROOT)
                          + " "
                          + path.getKey().replaceAll("\\{[^}]*}", "1"));
                }
              });
    }
    return changes;
  }

  private static String host(String name) {
    return "Host: " + name + "\r\n";
  }

  private int head(String request, String headers) throws IOException {
    return answer(request, headers + "Content-Length: 2\r\n", "{}").status();
  }

  private Answer answer(String request, String headers, String body) throws IOException {
    try (Socket socket = open()) {
      write(socket, request + " HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n" + body);
      String text = untilTheEnd(socket.getInputStream());
      return new Answer(
          text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : 0, text);
    }
  }

  /** Also of a server that hangs up on what it does not read. */
  private static String untilTheEnd(InputStream in) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      for (int next = in.read(); next >= 0; next = in.read()) {
        all.write(next);
      }
    } catch (IOException e) {
      return all.toString(StandardCharsets.UTF_8);
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  private Socket open() throws IOException {
    Socket socket = new Socket(service.getHost(), service.getPort());
    socket.setSoTimeout(30_000);
    return socket;
  }

  /** The server may have hung up on the rest of a body. */
  private static void write(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      return;
    }
  }
}
