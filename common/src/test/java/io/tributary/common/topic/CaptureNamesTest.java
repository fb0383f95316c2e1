package io.tributary.common.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.StreamId;
import java.util.List;
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

  @Test
  void tellAWayBackFromASourceThatIsCalledAlmostSo() {
    CaptureNames back = TOPICS.capture(new StreamId("m", "shop").opposite());
    List<CaptureNames> all =
        List.of(
            back,
            TOPICS.capture(new StreamId("m", "shop")),
            TOPICS.capture(new StreamId("m", "shop-back")),
            TOPICS.capture(new StreamId("m", "shop-back").opposite()));
    assertThat(back.slot()).matches("[a-z0-9_]{1,63}").startsWith("tributary_m_shop_back_");
    assertThat(all).extracting(CaptureNames::connector).doesNotHaveDuplicates();
    assertThat(all).extracting(CaptureNames::slot).doesNotHaveDuplicates();
    assertThat(all).extracting(CaptureNames::publication).doesNotHaveDuplicates();
  }

  @Test
  void fitForTheWayBackOfTheLongestNames() {
    StreamId longest = new StreamId("m".repeat(30), "s".repeat(20));
    assertThat(TOPICS.capture(longest.opposite()).slot())
        .matches("[a-z0-9_]{1,63}")
        .isNotEqualTo(TOPICS.capture(longest).slot());
  }
}
