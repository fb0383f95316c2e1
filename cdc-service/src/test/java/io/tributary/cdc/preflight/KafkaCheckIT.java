package io.tributary.cdc.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.fixture.KafkaFixture;
import io.tributary.fixture.LoopbackPort;
import io.tributary.kafka.TopicReplicas;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said of the brokers before anything is sent to them. */
class KafkaCheckIT {
  private static final long MORE_THAN_ANY_DISK = 1L << 60;

  @Test
  void namesTheRoomThatTheBrokersHave() {
    assertThat(look(KafkaFixture.bootstrapServers(), 1, 0))
        .allSatisfy(check -> assertThat(check.result()).isNotEqualTo(Result.FAILED))
        .extracting(PreflightCheck::finding)
        .anySatisfy(finding -> assertThat(finding).contains("1 brokers answer"))
        .anySatisfy(
            finding -> assertThat(finding).containsPattern("least room has [1-9][0-9]* MB"));
  }

  @Test
  void refusesRowsThatDoNotFitOnABrokersDisk() {
    assertThat(look(KafkaFixture.bootstrapServers(), 1, MORE_THAN_ANY_DISK))
        .filteredOn(check -> check.result() == Result.FAILED)
        .singleElement()
        .satisfies(
            check -> {
              assertThat(check.code()).isEqualTo("TRB-PREFLIGHT-KAFKA-SPACE");
              assertThat(check.finding()).contains((MORE_THAN_ANY_DISK >> 20) + " MB of rows");
            });
  }

  @Test
  void refusesFewerBrokersThanReplicas() {
    assertThat(look(KafkaFixture.bootstrapServers(), 3, 0))
        .filteredOn(check -> check.result() == Result.FAILED)
        .singleElement()
        .satisfies(
            check -> {
              assertThat(check.code()).isEqualTo("TRB-PREFLIGHT-KAFKA");
              assertThat(check.finding()).contains("3 replicas, of which 2 confirm");
              assertThat(check.fix()).contains(TopicReplicas.SETTING);
            });
  }

  @Test
  void saysThatNobodyAnswers() {
    assertThat(look("127.0.0.1:" + LoopbackPort.free(), 1, 0))
        .singleElement()
        .satisfies(
            check -> {
              assertThat(check.code()).isEqualTo("TRB-PREFLIGHT-KAFKA");
              assertThat(check.result()).isEqualTo(Result.FAILED);
              assertThat(check.finding()).contains("do not answer");
            });
  }

  private static List<PreflightCheck> look(String brokers, int replicas, long bytes) {
    return new KafkaCheck(
            Map.of("bootstrap.servers", brokers),
            new TopicReplicas((short) replicas),
            Duration.ofSeconds(10))
        .look(bytes);
  }
}
