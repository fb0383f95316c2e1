package io.tributary.local.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.json.Json;
import io.tributary.common.topic.TopicNames;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.Shop;
import io.tributary.local.fixture.TestStack;
import io.tributary.local.fixture.TopicRecords;
import io.tributary.local.stack.HomeSecret;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nothing of a running stack answers somebody who has no credential, whatever they try. */
class StrangersIT {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String CONNECTOR =
      """
      {"name": "stranger", "config": {"connector.class": "FileStreamSource", "file": "/etc/passwd"}}\
      """;

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration MINUTES = Duration.ofMinutes(2);

  private static TestStack stack;

  @BeforeAll
  static void prepare() throws Exception {
    stack = TestStack.shared();
  }

  @Test
  void learnNothingFromTheServicesAndOrderNothing() throws Exception {
    for (URI service : stack.services()) {
      for (String path : List.of("/migrations", "/validation/any", "/q/metrics", "/q/openapi")) {
        assertThat(get(service.resolve(path))).as("GET %s%s", service, path).isEqualTo(401);
      }
      for (String path : List.of("/migrations", "/migrations/any/cutover", "/validation/any")) {
        assertThat(post(service.resolve(path), "{}")).as("POST %s%s", service, path).isEqualTo(401);
      }
    }
  }

  @Test
  void learnNoNameAndNoErrorFromHealthChecks() throws Exception {
    // given a stream that stopped with an error
    String name = "strangers-health";
    Shop shop = Shop.create(stack, name);
    OperatorApi api = stack.api();
    api.create(shop.migrationFile());
    api.post(name, "start");
    await().atMost(MINUTES).until(() -> api.ready(name));
    shop.atTarget(
        "CREATE FUNCTION shop.refuse() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN RAISE EXCEPTION 'refused'; END $$",
        "CREATE TRIGGER refuse BEFORE INSERT ON shop.account"
            + " FOR EACH ROW EXECUTE FUNCTION shop.refuse()",
        "ALTER TABLE shop.account ENABLE ALWAYS TRIGGER refuse");
    shop.atSource("INSERT INTO account (owner) VALUES ('somebody')");
    await()
        .atMost(MINUTES)
        .until(() -> stack.view("cdc-service").wellness().contains("TRB-APPLY-"));

    // then
    for (URI service : stack.services()) {
      for (String path : List.of("", "/well", "/group", "/group/any")) {
        assertThat(get(service.resolve("/q/health" + path))).as(path).isEqualTo(401);
      }
      for (String path : List.of("/live", "/ready", "/started")) {
        HttpRequest asked = HttpRequest.newBuilder(service.resolve("/q/health" + path)).build();
        HttpResponse<String> told = CLIENT.send(asked, BodyHandlers.ofString());
        assertThat(told.statusCode()).isEqualTo(200);
        assertThat(told.body())
            .contains("\"UP\"")
            .doesNotContain(name, "TRB-", "127.0.0.1", "localhost", "\"data\"");
      }
    }
    api.post(name, "abort");
    await().atMost(MINUTES).until(() -> api.state(name).equals("Aborted"));
  }

  @Test
  void areNamedOnTheAuditTopicByEachService() throws Exception {
    // given
    String marker = "/validation/" + UUID.randomUUID();

    // when
    for (URI service : stack.services()) {
      assertThat(get(service.resolve(marker))).isEqualTo(401);
    }

    // then
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(audited(marker))
                    .hasSize(3)
                    .allSatisfy(
                        entry -> {
                          assertThat(entry.at("/data/outcome").asText()).isEqualTo("REFUSED");
                          assertThat(entry.at("/data/code").asText()).startsWith("TRB-ACCESS-");
                          assertThat(entry.at("/data/by/principal").asText())
                              .isEqualTo("anonymous");
                          assertThat(entry.at("/data/by/address").asText()).isEqualTo("127.0.0.1");
                          assertThat(entry.at("/data/by/requestId").asText()).isNotEmpty();
                        })
                    .extracting(entry -> entry.path("source").asText())
                    .containsExactlyInAnyOrder(
                        "/tributary/orchestrator-service",
                        "/tributary/cdc-service",
                        "/tributary/validator-service"));
  }

  @Test
  void areToldFromThoseWhoReadRowsAndAreNamedToo() throws Exception {
    // given
    String request = "/validation?seen=" + UUID.randomUUID();
    String token = HomeSecret.of(stack.home().resolve("api.token"));

    // when
    List<Integer> answers = new ArrayList<>();
    for (URI service : stack.services()) {
      HttpRequest asked =
          HttpRequest.newBuilder(service.resolve(request))
              .header("Authorization", "Bearer " + token)
              .header("X-Request-Id", "reader-7")
              .build();
      answers.add(CLIENT.send(asked, BodyHandlers.discarding()).statusCode());
    }

    // then: only the validator has such a path
    assertThat(answers).containsExactlyInAnyOrder(404, 404, 200);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(audited(request))
                    .singleElement()
                    .satisfies(
                        entry -> {
                          assertThat(entry.at("/data/outcome").asText()).isEqualTo("READ");
                          assertThat(entry.at("/data/request").asText())
                              .isEqualTo("GET " + request);
                          assertThat(entry.at("/data/by/principal").asText())
                              .isNotEqualTo("anonymous");
                          assertThat(entry.at("/data/by/requestId").asText()).isEqualTo("reader-7");
                        }));
  }

  private static List<JsonNode> audited(String request) throws IOException {
    List<JsonNode> found = new ArrayList<>();
    new TopicRecords(stack)
        .read(
            new TopicNames("tributary").audit()::equals,
            (topic, record) -> {
              JsonNode event =
                  Json.read(
                      record.substring(record.indexOf('\n') + 1).getBytes(StandardCharsets.UTF_8),
                      JsonNode.class);
              if (event.at("/data/request").asText().endsWith(request)) {
                found.add(event);
              }
            });
    return found;
  }

  @Test
  void makeNoConnector() throws Exception {
    URI connectors = stack.connect().resolve("/connectors");
    assertThat(get(connectors)).isEqualTo(401);
    assertThat(post(connectors, CONNECTOR)).isEqualTo(401);
    assertThat(get(stack.connect().resolve("/connector-plugins"))).isEqualTo(401);
  }

  @Test
  void readNoTopic() {
    Map<String, Object> anonymous =
        Map.of(
            "bootstrap.servers",
            stack.kafka(),
            "request.timeout.ms",
            2_000,
            "default.api.timeout.ms",
            4_000);
    try (Admin admin = Admin.create(anonymous)) {
      assertThatThrownBy(
              () ->
                  admin
                      .describeTopics(List.of(new TopicNames("tributary").desired()))
                      .allTopicNames()
                      .get())
          .isNotNull();
    }
  }

  @Test
  void readNoFileOfTheHomeAsAnotherUserOfTheMachine() throws Exception {
    // given
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can become another user");
    List<Path> secrets;
    try (Stream<Path> files = Files.walk(stack.home())) {
      secrets = files.filter(Files::isRegularFile).toList();
    }

    // then
    assertThat(secrets).anyMatch(file -> file.endsWith("api.token"));
    for (Path file : secrets) {
      assertThat(asNobody("cat", file.toString())).as("%s", file).isNotZero();
    }
    assertThat(asNobody("true")).isZero();
  }

  @Test
  void seeNoSecretInTheCommandLineOfAProcessAsAnotherUserOfTheMachine() {
    // given
    List<String> secrets =
        List.of(
            HomeSecret.of(stack.home().resolve("api.token")),
            HomeSecret.of(stack.home().resolve("connect.password")),
            TestStack.APP_PASSWORD);

    // when
    List<String> lines =
        ProcessHandle.current()
            .descendants()
            .flatMap(process -> process.info().commandLine().stream())
            .toList();

    // then
    assertThat(lines).anyMatch(line -> line.contains("orchestrator-service"));
    for (String secret : secrets) {
      assertThat(lines).noneMatch(line -> line.contains(secret));
    }
  }

  @Test
  void getNothingAsAWebPageAlthoughTheBrowserKnewTheToken() throws Exception {
    String token =
        "Authorization: Bearer " + HomeSecret.of(stack.home().resolve("api.token")) + "\r\n";
    for (URI service : stack.services()) {
      String host = "Host: " + service.getAuthority() + "\r\n";
      String order = "POST /migrations/any/abort HTTP/1.1\r\n" + host + token;

      // a name of the page's own that leads to this machine
      assertThat(answer(service, "GET /migrations HTTP/1.1\r\nHost: evil.example\r\n" + token, ""))
          .startsWith("HTTP/1.1 403")
          .contains("TRB-ACCESS-FOREIGN-HOST");
      // a script of the page, and of one in a sandbox
      for (String origin : List.of("http://evil.example", "null")) {
        String json = "Content-Type: application/json\r\nOrigin: " + origin + "\r\n";
        assertThat(answer(service, order + json, "{}"))
            .startsWith("HTTP/1.1 403")
            .contains("TRB-ACCESS-FOREIGN-ORIGIN")
            .doesNotContainIgnoringCase("access-control-allow-origin");
      }
      // forms, and a fetch without a word about its body
      for (String type :
          List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data")) {
        assertThat(answer(service, order + "Content-Type: " + type + "\r\n", "a=b"))
            .startsWith("HTTP/1.1 415")
            .contains("TRB-ACCESS-CONTENT-TYPE");
      }
      assertThat(answer(service, order, "{}"))
          .startsWith("HTTP/1.1 415")
          .contains("TRB-ACCESS-CONTENT-TYPE");
      // the browser's question whether a script may send JSON
      assertThat(
              answer(
                  service,
                  "OPTIONS /migrations/any/abort HTTP/1.1\r\n"
                      + host
                      + "Origin: http://evil.example\r\n"
                      + "Access-Control-Request-Method: POST\r\n"
                      + "Access-Control-Request-Headers: authorization,content-type\r\n",
                  ""))
          .doesNotContainIgnoringCase("access-control-allow-");
    }
  }

  /** Everything that comes back; a browser sets headers that Java's client does not let set. */
  private static String answer(URI service, String head, String body) throws IOException {
    try (Socket socket = new Socket(service.getHost(), service.getPort())) {
      String whole =
          head + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
      socket.getOutputStream().write(whole.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static int asNobody(String... program) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    command.addAll(List.of(program));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static int get(URI address) throws Exception {
    return CLIENT
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
        .statusCode();
  }

  private static int post(URI address, String json) throws Exception {
    return CLIENT
        .send(
            HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }
}
