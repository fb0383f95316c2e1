package io.tributary.cdc.apply.stream;

import static io.tributary.cdc.apply.fixture.Cells.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.fixture.ApplyScenario;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.common.topic.TopicNames;
import io.tributary.fixture.KafkaFixture;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records that are gone before they were applied are never passed over in silence. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class TopicGapIT extends ApplyScenario {

  @BeforeEach
  void tables() {
    target.table("app.entry", "n int");
    emptySnapshot();
  }

  @Test
  void stopsWhenRetentionHasDeletedTheNextRecord() throws Exception {
    // given
    start();
    settle();
    apply.stop(stream);
    for (int i = 0; i < 5; i++) {
      topic.begin().insert("entry", row("n", String.valueOf(i))).end();
    }
    topic.flush();
    // when
    long next = apply.status(stream).progress().offset() + 1;
    TopicPartition changes = new TopicPartition(new TopicNames("tributary").changes(stream), 0);
    try (Admin admin =
        Admin.create(
            Map.<String, Object>of("bootstrap.servers", KafkaFixture.bootstrapServers()))) {
      admin.deleteRecords(Map.of(changes, RecordsToDelete.beforeOffset(next + 3))).all().get();
    }
    start();
    // then
    awaitError("TRB-APPLY-TOPIC-GAP");
    awaitStopped();
    assertThat(target.rows("SELECT * FROM app.entry")).isEmpty();
  }
}
