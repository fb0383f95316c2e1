package io.tributary.validator;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.json.Json;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.topic.TopicNames;
import io.tributary.fixture.KafkaFixture;
import io.tributary.fixture.metric.MetricsDocument;
import io.tributary.validator.metrics.ComparisonMetrics;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** The whole service: desired state in, events, observed state and answers out. */
@QuarkusTest
@QuarkusTestResource(BrokerResource.class)
class ValidatorServiceIT {
  private static final TopicNames TOPICS = new TopicNames(BrokerResource.PREFIX);

  @Inject ComparisonMetrics metrics;

  @Test
  void followsDesiredStateAndPublishesWhatItFinds() throws Exception {
    try (TwoDatabases databases = TwoDatabases.create("service");
        Admin admin = Admin.create(Map.of("bootstrap.servers", KafkaFixture.bootstrapServers()))) {
      // given the topic that the orchestrator makes
      admin.createTopics(List.of(new NewTopic(TOPICS.audit(), 1, (short) 1))).all().get();
      databases.onBoth("CREATE TABLE $S.t (id int PRIMARY KEY, v text)");
      databases.onSource("INSERT INTO $S.t VALUES (1, 'a'), (2, 'b')");
      databases.onTarget("INSERT INTO $S.t VALUES (1, 'a'), (2, 'b ')");
      databases.onSource("INSERT INTO $S.t VALUES (3, 'shown-source-7f1')");
      databases.onTarget("INSERT INTO $S.t VALUES (3, 'shown-target-7f1'), (4, NULL)");
      databases.checkpoint(-1, Long.MAX_VALUE, null);
      Migration migration = TwoDatabases.migration(1_000, databases);

      // when
      desire(migration, 1, MigrationGoal.REPLICATE, null);

      // then
      JsonNode event = latest(TOPICS.validation(), "moving/service/app.t");
      assertThat(new JsonSchemas().problems("tableVerdict", event)).isEmpty();
      assertThat(event.at("/data/verdict").asText()).isEqualTo("DIFFERENT");
      assertThat(event.at("/data/differences/0/key/id").asText()).isEqualTo("2");
      given()
          .get("/validation/moving/service/app.t")
          .then()
          .statusCode(200)
          .body("verdict", equalTo("DIFFERENT"))
          .body("differences[0].columns[0]", equalTo("v"));
      assertShownToThoseWhoMay();
      given()
          .header("X-Request-Id", "recheck-1")
          .post("/validation/moving/recheck")
          .then()
          .statusCode(202);
      assertOrdered("recheck-1", "ASKED");
      given().get("/validation").then().statusCode(200).body("[0].allEqual", equalTo(false));

      // and behind the fence
      databases.onTarget("UPDATE $S.t SET v = 'b' WHERE id = 2");
      databases.onTarget("UPDATE $S.t SET v = 'shown-source-7f1' WHERE id = 3");
      databases.onTarget("DELETE FROM $S.t WHERE id = 4");
      desire(migration, 2, MigrationGoal.FENCE, "cut-1");
      databases.checkpoint(-1, Long.MAX_VALUE, "cut-1");
      desire(migration, 3, MigrationGoal.VERIFY, "cut-1");
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () -> {
                ValidationObserved observed =
                    Json.mapper()
                        .treeToValue(
                            latest(TOPICS.observed(), "moving/validation/service"),
                            ValidationObserved.class);
                assertThat(observed.verifiedCutoverId()).isEqualTo("cut-1");
                assertThat(observed.generation()).isEqualTo(3);
                assertThat(observed.allEqual()).isTrue();
              });
      given()
          .header("X-Request-Id", "recheck-2")
          .post("/validation/moving/recheck")
          .then()
          .statusCode(409);
      assertOrdered("recheck-2", "ASKED", "REFUSED TRB-VALIDATION-NOT-REPLICATING");
      metrics.failed(
          "moving",
          "service",
          ErrorReport.of(ValidatorError.values()[0], "Counted for its metric.", Map.of()));
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(ValidatorServiceIT::assertDocumentedMetrics);
      desire(migration, 4, MigrationGoal.SWITCHED, "cut-1");
    }
  }

  /** Values of both ends, read by key, for the role alone; and on no topic. */
  private static void assertShownToThoseWhoMay() throws IOException {
    String path = "/validation/moving/service/app.t/values";
    for (String token : List.of(BrokerResource.LOOKER, BrokerResource.PILOT)) {
      given().header("Authorization", "Bearer " + token).get(path).then().statusCode(403);
    }
    given()
        .header("Authorization", "Bearer " + BrokerResource.READER)
        .header("X-Request-Id", "values-1")
        .get(path)
        .then()
        .statusCode(200)
        .body("rows.key.id", equalTo(List.of("2", "3", "4")))
        .body("rows[0].columns[0].source", equalTo("b"))
        .body("rows[0].columns[0].target", equalTo("b "))
        .body("rows[1].columns.column", equalTo(List.of("v")))
        .body("rows[1].columns[0].source", equalTo("shown-source-7f1"))
        .body("rows[1].columns[0].target", equalTo("shown-target-7f1"))
        .body("rows[2].atSource", equalTo(false))
        .body("rows[2].atTarget", equalTo(true))
        .body("rows[2].columns.column", equalTo(List.of("id", "v")))
        .body("unread", equalTo(0));
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(records(TOPICS.audit(), "moving"))
                    .filteredOn(e -> e.at("/data/by/requestId").asText().equals("values-1"))
                    .singleElement()
                    .satisfies(
                        e -> assertThat(e.at("/data/by/principal").asText()).isEqualTo("reader")));
    for (String topic : List.of(TOPICS.audit(), TOPICS.validation(), TOPICS.observed())) {
      assertThat(records(topic, null).toString()).doesNotContain("7f1");
    }
  }

  @Test
  void answersUnknownNamesWithAProblem() {
    given()
        .get("/validation/nothing")
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("code", equalTo("TRB-VALIDATION-UNKNOWN-NAME"))
        .body("detail", containsString("nothing"));
    given().get("/q/health/live").then().statusCode(200);
    given().get("/q/health/ready").then().statusCode(200);
    given().get("/q/openapi").then().statusCode(200).body(containsString("/validation"));
    given()
        .get("/q/openapi?format=json")
        .then()
        .statusCode(200)
        .body(
            "components.schemas.TableVerdict.properties.keySet()",
            containsInAnyOrder(
                "migration",
                "source",
                "table",
                "target",
                "sourceRows",
                "targetRows",
                "quarantinedRows",
                "verdict",
                "position",
                "sourceDigest",
                "targetDigest",
                "digestMethod",
                "differences",
                "differenceCount",
                "unsettledRows",
                "scope",
                "comparedAt",
                "durationMillis",
                "scrubbedAt",
                "blindSpots",
                "neighbours"))
        .body("components.schemas.TableVerdict.properties.sourceRows.type", equalTo("integer"))
        .body("components.schemas.TableVerdict.properties.sourceDigest.type", equalTo("string"))
        .body("components.schemas.TableVerdict.properties.digestMethod.type", equalTo("string"));
  }

  /** All that docs/metrics.md lists, and nothing else. */
  private static void assertDocumentedMetrics() {
    String exposed = given().get("/q/metrics").then().statusCode(200).extract().asString();
    MetricsDocument document = MetricsDocument.read();
    assertThat(document.problems("validator-service", exposed)).isEmpty();
    assertThat(document.unseen("validator-service", exposed)).isEmpty();
    assertThat(exposed)
        .contains("tributary_validator_ledger_tables{migration=\"moving\",source=\"service\"} 1.0");
  }

  private static void desire(
      Migration migration, long generation, MigrationGoal goal, String cutover) throws Exception {
    DesiredState desired =
        new DesiredState(migration, generation, goal, cutover, null, false, Instant.now());
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", KafkaFixture.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>(TOPICS.desired(), migration.name(), Json.write(desired)))
          .get();
    }
  }

  /** The last record of a key, waited for. */
  /** What the audit topic has of an order to compare again; told asynchronously, in any order. */
  private static void assertOrdered(String request, String... outcomes) {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(records(TOPICS.audit(), "moving"))
                    .filteredOn(e -> e.at("/data/by/requestId").asText().equals(request))
                    .allSatisfy(
                        e -> assertThat(e.at("/data/request").asText()).isEqualTo("recheck"))
                    .allSatisfy(
                        e ->
                            assertThat(e.at("/data/by/principal").asText())
                                .isNotEqualTo("anonymous"))
                    .extracting(
                        e ->
                            (e.at("/data/outcome").asText() + " " + e.at("/data/code").asText(""))
                                .strip())
                    .containsExactlyInAnyOrder(outcomes));
  }

  private static JsonNode latest(String topic, String key) {
    return await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> records(topic, key), found -> !found.isEmpty())
        .stream()
        .reduce((a, b) -> b)
        .orElseThrow();
  }

  private static List<JsonNode> records(String topic, String key) throws IOException {
    List<JsonNode> found = new ArrayList<>();
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", KafkaFixture.bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
          if (key == null || key.equals(record.key())) {
            found.add(Json.mapper().readTree(record.value()));
          }
        }
      }
    }
    return found;
  }
}
