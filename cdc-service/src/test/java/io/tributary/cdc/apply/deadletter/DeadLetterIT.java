package io.tributary.cdc.apply.deadletter;

import static io.tributary.cdc.apply.fixture.Cells.UNCHANGED;
import static io.tributary.cdc.apply.fixture.Cells.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.fixture.ApplyScenario;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.common.topic.TopicNames;
import io.tributary.fixture.KafkaFixture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes that the target refuses. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class DeadLetterIT extends ApplyScenario {
  @BeforeEach
  void tables() {
    target.table("app.item", "id int PRIMARY KEY, v varchar(3), big text");
    emptySnapshot();
  }

  @Test
  void parksTheRefusedRowAndGoesOnWithTheRest() throws Exception {
    // given
    start();
    // when
    topic
        .begin()
        .insert("item", row("id", "1", "v", "one", "big", "b1"))
        .insert("item", row("id", "2", "v", "poison", "big", "b2"))
        .insert("item", row("id", "3", "v", "two", "big", "b3"))
        .end();
    settle();
    topic.begin().update("item", row("id", "2", "v", "ok", "big", UNCHANGED)).end();
    topic.begin().update("item", row("id", "3", "v", "new", "big", UNCHANGED)).end();
    settle();
    // then
    assertThat(target.rows("SELECT * FROM app.item ORDER BY id"))
        .containsExactly("1|one|b1", "3|new|b3");
    assertThat(apply.status(stream).progress().aside().deadLetters()).isEqualTo(2);
    assertThat(target.rows("SELECT table_name, row_key FROM tributary.dead_letter ORDER BY id"))
        .containsExactly("app.item|[\"2\"]", "app.item|[\"2\"]");
    assertPublished();
  }

  /** What an operator without access to the target needs: position, key, change and cause. */
  private void assertPublished() throws Exception {
    List<JsonNode> letters = new java.util.ArrayList<>();
    for (String letter : published()) {
      letters.add(new ObjectMapper().readTree(letter));
    }
    assertThat(letters).hasSize(2);
    for (JsonNode letter : letters) {
      assertThat(letter.path("table").asText()).isEqualTo("app.item");
      assertThat(letter.path("key").asText()).isEqualTo("[\"2\"]");
      assertThat(letter.path("position").asLong()).isPositive();
      assertThat(letter.path("offset").asLong()).isPositive();
    }
    JsonNode cause = new ObjectMapper().readTree(letters.get(0).path("cause").asText());
    assertThat(cause.path("code").asText()).isEqualTo("TRB-APPLY-CHANGE-REFUSED");
    assertThat(cause.path("message").asText()).contains("character varying(3)", "22001");
    assertThat(letters.get(0).path("change").asText()).contains("poison");
    assertThat(letters.get(1).path("cause").asText()).contains("an earlier change of the row");
    assertThat(letters.get(1).path("offset").asLong())
        .isGreaterThan(letters.get(0).path("offset").asLong());
  }

  @Test
  void aNarrowedNumberGoesToTheDeadLettersToo() {
    // given
    target.run("ALTER TABLE app.item ADD n smallint");
    start();

    // when
    topic.begin().insert("item", row("id", "1", "v", "one", "big", null, "n", "40000")).end();
    topic.begin().insert("item", row("id", "2", "v", "two", "big", null, "n", "4")).end();
    settle();

    // then
    assertThat(target.rows("SELECT id FROM app.item")).containsExactly("2");
    assertThat(target.one("SELECT cause ->> 'message' FROM tributary.dead_letter"))
        .contains("\"40000\" is out of range for type smallint", "22003");
  }

  @Test
  void parksRowsWhoseKeyIsLongerThanAnIndexOrARecordTakes() {
    // given
    target.table("app.line", "v varchar(3), big text");
    start();
    String random =
        new Random(7)
            .ints(600_000, 33, 126)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    // when
    topic.begin().insert("line", row("v", "poison", "big", random)).end();
    topic.begin().insert("line", row("v", "ok", "big", "x")).end();
    settle();
    // then
    assertThat(target.rows("SELECT * FROM app.line")).containsExactly("ok|x");
    assertThat(target.one("SELECT change #>> '{after,1,value}' FROM tributary.dead_letter"))
        .isEqualTo(random);
  }

  @Test
  void parkedRowsStayParkedAfterARestart() {
    // given
    start();
    topic.begin().insert("item", row("id", "2", "v", "poison", "big", "b2")).end();
    settle();
    apply.stop(stream);
    // when
    start();
    topic.begin().update("item", row("id", "2", "v", "ok", "big", "b3")).end();
    settle();
    // then
    assertThat(target.rows("SELECT * FROM app.item")).isEmpty();
    assertThat(apply.status(stream).progress().aside().deadLetters()).isEqualTo(2);
  }

  @Test
  void aTruncateFreesWhatWaitedForTheTable() {
    // given
    start();
    topic.begin().insert("item", row("id", "2", "v", "poison", "big", "b2")).end();
    settle();
    // when
    topic.begin().truncate("item").insert("item", row("id", "2", "v", "ok", "big", null)).end();
    settle();
    // then
    assertThat(target.rows("SELECT * FROM app.item")).containsExactly("2|ok|null");
    assertThat(apply.status(stream).progress().aside().deadLetters()).isZero();
  }

  @Test
  void doesNotPrintTheRowInTheCause() {
    // given
    target.run("ALTER TABLE app.item ADD CHECK (v <> 'no')");
    start();
    // when
    topic.begin().insert("item", row("id", "2", "v", "no", "big", "hidden")).end();
    settle();
    // then
    assertThat(target.rows("SELECT cause::text FROM tributary.dead_letter"))
        .singleElement()
        .asString()
        .contains("item_v_check")
        .doesNotContain("hidden");
  }

  private List<String> published() {
    Map<String, Object> config = Map.of("bootstrap.servers", KafkaFixture.bootstrapServers());
    TopicPartition letters = new TopicPartition(new TopicNames("tributary").deadLetters(stream), 0);
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(letters));
      consumer.seekToBeginning(List.of(letters));
      long end = consumer.endOffsets(List.of(letters)).get(letters);
      List<String> out = new java.util.ArrayList<>();
      while (consumer.position(letters) < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> out.add(record.value()));
      }
      return out;
    }
  }
}
