package io.tributary.local.n8n;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** The owner of an n8n at its editor: what that does by n8n's own REST interface. */
final class N8nEditor {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String EMAIL = "owner@example.com";
  private static final String PASSWORD = "Only-for-tests-1";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI address;

  /** n8n's cookie is for HTTPS, so that no handler of cookies would send it here. */
  private String cookie = "";

  N8nEditor(URI address) {
    this.address = address;
  }

  /** Makes the owner's account, as the first visitor does. */
  void setUp() throws Exception {
    awaitThere();
    call(
        "POST",
        "/rest/owner/setup",
        "{\"email\":\"%s\",\"firstName\":\"One\",\"lastName\":\"Owner\",\"password\":\"%s\"}"
            .formatted(EMAIL, PASSWORD));
  }

  /** Logs in anew, by what the database says of the account. */
  void logIn() throws Exception {
    cookie = "";
    awaitThere();
    call(
        "POST",
        "/rest/login",
        "{\"emailOrLdapLoginId\":\"%s\",\"password\":\"%s\"}".formatted(EMAIL, PASSWORD));
  }

  /**
   * Makes a workflow that answers posts, and switches it on.
   *
   * @return its id
   */
  String make(String name) throws Exception {
    JsonNode made =
        call(
            "POST",
            "/rest/workflows",
            """
            {"name": "%1$s", "active": false, "settings": {"executionOrder": "v1"}, "connections":
              {"Webhook": {"main": [[{"node": "Answer", "type": "main", "index": 0}]]}},
             "nodes": [
              {"id": "5f1b2c1e-0000-4000-8000-0000000000b1", "name": "Webhook",
               "type": "n8n-nodes-base.webhook", "typeVersion": 2, "position": [0, 0],
               "webhookId": "%1$s",
               "parameters": {"httpMethod": "POST", "path": "%1$s", "responseMode": "lastNode",
                              "options": {}}},
              {"id": "5f1b2c1e-0000-4000-8000-0000000000b2", "name": "Answer",
               "type": "n8n-nodes-base.set", "typeVersion": 3.4, "position": [200, 0],
               "parameters": {"options": {}, "assignments": {"assignments": [
                 {"id": "a1", "name": "execution", "type": "string",
                  "value": "={{ $execution.id }}"}]}}}]}
            """
                .formatted(name));
    String id = made.path("id").asText();
    call(
        "POST",
        "/rest/workflows/" + id + "/activate",
        "{\"versionId\": \"%s\"}".formatted(made.path("versionId").asText()));
    return id;
  }

  /** Has a workflow run once it is switched on, and waits until n8n shows that as a success. */
  void run(String name) {
    AtomicReference<JsonNode> answer = new AtomicReference<>();
    await()
        .atMost(LIMIT)
        .ignoreException(IOException.class)
        .untilAsserted(() -> answer.set(call("POST", "/webhook/" + name, "{}")));
    String id = answer.get().path("execution").asText();
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(call("GET", "/rest/executions/" + id, null).path("status").asText())
                    .as("execution %s of %s", id, name)
                    .isEqualTo("success"));
  }

  /** Gives a workflow another name. */
  void rename(String id, String name) throws Exception {
    String version = call("GET", "/rest/workflows/" + id, null).path("versionId").asText();
    call(
        "PATCH",
        "/rest/workflows/" + id,
        "{\"name\": \"%s\", \"versionId\": \"%s\"}".formatted(name, version));
  }

  /** Deletes a workflow with its executions. */
  void delete(String id) throws Exception {
    call("POST", "/rest/workflows/" + id + "/archive", "{}");
    call("DELETE", "/rest/workflows/" + id, null);
  }

  /** It calls itself ready before it answers here. */
  private void awaitThere() {
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(call("GET", "/rest/settings", null)).isNotNull());
  }

  /** The names of all workflows, in their order. */
  List<String> workflows() throws Exception {
    List<String> names = new ArrayList<>();
    call("GET", "/rest/workflows", null).forEach(one -> names.add(one.path("name").asText()));
    return names.stream().sorted().toList();
  }

  private JsonNode call(String method, String path, String body) throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(address.resolve(path))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .header("Cookie", cookie)
                .method(
                    method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
    }
    answer.headers().allValues("Set-Cookie").stream()
        .filter(set -> set.startsWith("n8n-auth="))
        .forEach(set -> cookie = set.split(";")[0]);
    JsonNode said = JSON.readTree(answer.body());
    return said.has("data") ? said.path("data") : said;
  }
}
