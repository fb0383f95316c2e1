package io.tributary.common.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.StreamId;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CaptureNamesTest {
  private static final TopicNames TOPICS = new TopicNames("tributary");

  @Test
  void fitIntoPostgresqlForTheLongestNamesThatAFileMayHold() {
    CaptureNames names = TOPICS.capture(new StreamId("m".repeat(30), "s".repeat(20)));
    assertThat(names.slot()).hasSize(63).matches("[a-z0-9_]+");
    assertThat(TOPICS.capture(new StreamId("m".repeat(30), "s".repeat(19) + "t")).slot())
        .isNotEqualTo(names.slot());
  }

  @Test
  void tellApartWhatDashesWouldJoinToTheSame() {
    CaptureNames one = TOPICS.capture(new StreamId("a", "b-c"));
    CaptureNames other = TOPICS.capture(new StreamId("a-b", "c"));
    assertThat(Stream.of(one, other).map(CaptureNames::connector)).doesNotHaveDuplicates();
    assertThat(Stream.of(one, other).map(CaptureNames::slot)).doesNotHaveDuplicates();
    assertThat(Stream.of(one, other).map(CaptureNames::publication)).doesNotHaveDuplicates();
  }

  @Test
  void tellInstallationsOfOneServerApart() {
    StreamId stream = new StreamId("shop", "legacy");
    assertThat(new TopicNames("blue").capture(stream).slot())
        .isNotEqualTo(new TopicNames("green").capture(stream).slot())
        .startsWith("tributary_shop_legacy_");
  }
}
