package io.tributary.cdc.apply;

import static io.tributary.cdc.apply.Cells.UNCHANGED;
import static io.tributary.cdc.apply.Cells.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.common.topic.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
  void parksTheRefusedRowAndGoesOnWithTheRest() {
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
    assertThat(apply.status(stream).progress().deadLetters()).isEqualTo(2);
    assertThat(target.rows("SELECT table_name, row_key FROM tributary.dead_letter ORDER BY id"))
        .containsExactly("app.item|[\"2\"]", "app.item|[\"2\"]");
    assertThat(published()).hasSize(2).allMatch(letter -> letter.contains("app.item"));
  }

  @Test
  void replayAppliesParkedChangesInOrder() {
    // given
    start();
    topic.begin().insert("item", row("id", "2", "v", "poison", "big", "b2")).end();
    topic
        .begin()
        .changeKey(
            "item", row("id", "2"), row("id", "4"), row("id", "4", "v", "ok", "big", UNCHANGED))
        .end();
    topic.begin().insert("item", row("id", "5", "v", "toolong", "big", null)).end();
    settle();
    assertThat(target.rows("SELECT * FROM app.item")).isEmpty();
    target.run("ALTER TABLE app.item ALTER v TYPE varchar(6)");
    // when
    long applied = apply.replay(stream);
    // then
    assertThat(applied).isEqualTo(3);
    assertThat(target.rows("SELECT * FROM app.item")).containsExactly("4|ok|b2");
    assertThat(apply.status(stream).progress().deadLetters()).isEqualTo(1);
    // when: the row that is free again goes on as usual
    topic.begin().update("item", row("id", "4", "v", "fine", "big", UNCHANGED)).end();
    settle();
    // then
    assertThat(target.rows("SELECT * FROM app.item")).containsExactly("4|fine|b2");
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
    assertThat(apply.status(stream).progress().deadLetters()).isEqualTo(2);
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
    assertThat(apply.status(stream).progress().deadLetters()).isZero();
  }

  private List<String> published() {
    Map<String, Object> config = Map.of("bootstrap.servers", ApplyTestProfile.broker());
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
