package io.tributary.cdc.source.postgresql.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PromotedServerTest {
  private static final SlotIdentity CAPTURED = identity(1);
  private static final TimelineHistory LEFT_AT_1000 =
      new TimelineHistory("1\t0/1000\tno recovery target specified\n");

  @Test
  void theStreamGoesOnWhereNothingThatWasCapturedIsMissing() {
    assertThat(promoted(2, true, LEFT_AT_1000).refusal(0x1000)).isEmpty();
  }

  @Test
  void theStreamEndsWhereACapturedChangeIsMissing() {
    ErrorReport error = promoted(2, true, LEFT_AT_1000).refusal(0x1001).orElseThrow();
    assertThat(error.code()).isEqualTo("TRB-CAPTURE-OTHER-TIMELINE");
    assertThat(error.message())
        .contains("is on timeline 2 of its WAL", "captured on timeline 1", "0/1000", "0/1001")
        .contains("./tributary restart");
  }

  @Test
  void theStreamEndsWithoutTheSlotHoweverLittleWasCaptured() {
    PromotedServer promoted = promoted(2, false, LEFT_AT_1000);
    assertThat(promoted.refusal().orElseThrow().message())
        .contains("has no slot tributary_shop_legacy");
    assertThat(promoted.refusal(0)).isPresent();
  }

  @Test
  void theStreamEndsAtAServerThatDoesNotComeFromItsTimeline() {
    assertThat(promoted(2, true, TimelineHistory.none()).refusal().orElseThrow().message())
        .contains("does not come from that timeline");
    assertThat(promoted(3, true, new TimelineHistory("2\t0/1000\tbefore 2026-01-01\n")).refusal())
        .isPresent();
  }

  @Test
  void aTimelineIsLeftWhereItsOwnLineSaysHoweverManyCameSince() {
    TimelineHistory history =
        new TimelineHistory("1\t0/2000\tfirst\n\n2\t1A/FF\tsecond\n12\t2/0\tthird\n");
    assertThat(history.leftAt(1)).hasValue(0x2000);
    assertThat(history.leftAt(2)).hasValue(0x1A000000FFL);
    assertThat(history.leftAt(12)).hasValue(0x200000000L);
    assertThat(history.leftAt(3)).isEmpty();
  }

  @Test
  void aStreamLeavesATimelineOnlyWithinItsDatabase() {
    assertThat(CAPTURED.leftFor(identity(2))).isTrue();
    assertThat(CAPTURED.leftFor(identity(1))).isFalse();
    assertThat(identity(0).leftFor(identity(2))).isFalse();
    assertThat(CAPTURED.leftFor(new SlotIdentity("8", 5, "tributary_shop_legacy", 2))).isFalse();
  }

  private static PromotedServer promoted(long timeline, boolean slot, TimelineHistory history) {
    return new PromotedServer(
        new StreamId("shop", "legacy"),
        CAPTURED,
        new SlotState(
            identity(timeline),
            slot,
            slot ? "reserved" : null,
            Optional.empty(),
            Optional.empty(),
            0x2000,
            OptionalLong.empty()),
        history);
  }

  private static SlotIdentity identity(long timeline) {
    return new SlotIdentity("7", 5, "tributary_shop_legacy", timeline);
  }
}
