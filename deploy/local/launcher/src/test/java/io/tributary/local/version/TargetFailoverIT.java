package io.tributary.local.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.fixture.PostgresServer;
import io.tributary.fixture.VersionsRun;
import io.tributary.local.fixture.Oracle;
import io.tributary.local.fixture.PatientWriter;
import io.tributary.local.fixture.TestStack;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A standby of the target that lacks commits is promoted in the middle of streaming, and the
 * address leads there from then on.
 */
@EnabledIfSystemProperty(
    named = "tributary.postgres.source",
    matches = "\\d+",
    disabledReason = "the profile versions names the versions")
@ExtendWith(VersionsRun.class)
class TargetFailoverIT {
  private final FailoverServers servers = FailoverServers.required();

  @Test
  void theTopicBringsAgainWhatThePromotedTargetLacks() throws Exception {
    // given
    PostgresServer source = servers.source().fresh();
    try (TestStack stack =
            TestStack.with(
                servers.target().clientPrograms(), Map.of("TRIBUTARY_TRIM_KEEP_MINUTES", "60"));
        ReplicatedServer target = ReplicatedServer.start(servers.target(), false)) {
      FailoverMigration move = new FailoverMigration(stack.api(), "behind");
      move.createAt(source, target.now());
      try (PatientWriter writer = move.writer(() -> source)) {
        move.replicate(source.port(), target.port());
        target.cutStandbyOff();
        FailoverMigration.awaitWrites(writer);
        List<Long> early = writer.acknowledged();
        String last = "probe (" + early.get(early.size() - 1) + ")";
        PostgresServer lost = target.now();
        await().atMost(FailoverMigration.LIMIT).until(() -> move.rowsOfTarget(lost).contains(last));

        // when
        assertThat(move.rowsOfTarget(target.promote())).doesNotContain(last);
        target.lead();

        // then
        FailoverMigration.awaitWrites(writer);
        move.cutOver();
        move.assertEverythingArrived(source, target.now(), writer);
      }
      move.complete();
    } finally {
      source.stop();
    }
  }

  @Test
  void theStreamStopsByNameWhereTheTopicHasLostThatToo() throws Exception {
    // given a topic that keeps nothing that is applied
    PostgresServer source = servers.source().fresh();
    try (TestStack stack = TestStack.with(servers.target().clientPrograms());
        ReplicatedServer target = ReplicatedServer.start(servers.target(), false)) {
      FailoverMigration move = new FailoverMigration(stack.api(), "trimmed");
      move.createAt(source, target.now());
      try (PatientWriter writer = move.writer(() -> source)) {
        move.replicate(source.port(), target.port());
        target.cutStandbyOff();
        long had =
            Long.parseLong(
                Oracle.column(
                        target.now(), move.name(), "SELECT topic_offset FROM tributary.checkpoint")
                    .get(0));
        await().atMost(FailoverMigration.LIMIT).until(() -> firstKept(stack, move) > had + 1);

        // when
        target.failOver();

        // then
        assertThat(move.awaitError("TRB-APPLY-TOPIC-GAP")).contains("./tributary restart");

        // when
        move.restart();
        // then
        FailoverMigration.awaitWrites(writer);
        move.cutOver();
        move.assertEverythingArrived(source, target.now(), writer);
      }
      move.complete();
    } finally {
      source.stop();
    }
  }

  private static long firstKept(TestStack stack, FailoverMigration move) throws Exception {
    TopicPartition topic =
        new TopicPartition("tributary.%s.shop.changes".formatted(move.name()), 0);
    try (Admin admin = Admin.create(stack.kafkaClient())) {
      return admin
          .listOffsets(Map.of(topic, OffsetSpec.earliest()))
          .partitionResult(topic)
          .get()
          .offset();
    }
  }
}
