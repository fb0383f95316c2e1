package io.tributary.cdc.source.postgresql.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.source.WalLimit;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SlotWatchTest {
  private static final SlotIdentity OURS = new SlotIdentity("7", 5, "tributary_shop_legacy", 1);
  private static final SlotWatch WATCH =
      new SlotWatch(
          new StreamId("shop", "legacy"),
          Duration.ofSeconds(10),
          1_000,
          1_000,
          2_000,
          Optional.empty());

  @Test
  void findsNothingWrongWithAHealthySlot() {
    assertThat(judge(slot("reserved", Optional.empty()), Duration.ZERO)).isEmpty();
    assertThat(judge(slot("extended", Optional.of(1_000L)), Duration.ZERO)).isEmpty();
  }

  @Test
  void bearsAnAbsentSlotForAWhile() {
    SlotState absent =
        new SlotState(
            OURS, false, null, Optional.empty(), Optional.empty(), 100, OptionalLong.empty());
    assertThat(judge(absent, Duration.ofSeconds(9))).isEmpty();
    assertThat(judge(absent, Duration.ofSeconds(10))).isEqualTo("TRB-CAPTURE-SLOT-MISSING");
    assertThat(WATCH.judge(absent, Optional.empty(), Duration.ofHours(1))).isEmpty();
  }

  @Test
  void namesALostSlotAndWarnsBeforeIt() {
    assertThat(judge(slot("lost", Optional.empty()), Duration.ZERO))
        .isEqualTo("TRB-CAPTURE-SLOT-LOST");
    assertThat(judge(slot("extended", Optional.of(999L)), Duration.ZERO))
        .isEqualTo("TRB-CAPTURE-SLOT-WAL-LOW");
    assertThat(judge(slot("unreserved", Optional.empty()), Duration.ZERO))
        .isEqualTo("TRB-CAPTURE-SLOT-WAL-LOW");
  }

  @Test
  void noticesAnotherServerAndAnotherDatabase() {
    SlotIdentity other = new SlotIdentity("7", 6, "tributary_shop_legacy", 1);
    SlotState state =
        new SlotState(
            other, true, "reserved", Optional.empty(), Optional.empty(), 100, OptionalLong.empty());
    assertThat(judge(state, Duration.ZERO)).isEqualTo("TRB-CAPTURE-OTHER-DATABASE");
  }

  private static SlotState slot(String walStatus, Optional<Long> safeWalBytes) {
    return new SlotState(
        OURS, true, walStatus, safeWalBytes, Optional.of(1), 100, OptionalLong.of(50));
  }

  private static String judge(SlotState state, Duration missingFor) {
    return WATCH.judge(state, Optional.of(OURS), missingFor).map(ErrorReport::code).orElse("");
  }

  @Test
  void warnsOfKeptWalAndGivesTheSlotUpWhereALimitIsSetWhateverTheServerAllows() {
    assertThat(WATCH.warnings(keeping(1_000))).isEmpty();
    assertThat(WATCH.warnings(keeping(1_001)))
        .extracting(warning -> warning.code())
        .containsExactly("TRB-CAPTURE-WAL-KEPT");
    assertThat(WATCH.overLimit(keeping(2_000))).isFalse();
    assertThat(WATCH.overLimit(keeping(2_001))).isTrue();
  }

  @Test
  void warnsWhereTheTargetKeepsMoreThanTheFileAllowsAWayBack() {
    // given
    SlotWatch back =
        new SlotWatch(
            new StreamId("shop", "legacy.back"),
            Duration.ZERO,
            0,
            9_000,
            0,
            Optional.of(new WalLimit(500, WalLimit.Beyond.ALARM)));

    // then
    assertThat(back.warnings(keeping(500))).isEmpty();
    assertThat(back.warnings(keeping(501)))
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.code()).isEqualTo("TRB-CAPTURE-WAY-BACK-WAL");
              assertThat(warning.message())
                  .contains("501 bytes", "of source legacy;", "allows 500");
            });
    assertThat(back.warnings(keeping(9_001))).hasSize(2);
  }

  private static SlotState keeping(long bytes) {
    return new SlotState(
        OURS, true, "extended", Optional.empty(), Optional.of(1), 9_000, OptionalLong.of(bytes));
  }
}
