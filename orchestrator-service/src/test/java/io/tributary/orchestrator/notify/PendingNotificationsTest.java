package io.tributary.orchestrator.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.event.Notification;
import io.tributary.common.event.Notification.Occasion;
import io.tributary.common.plan.notify.NotificationKind;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** In what order and how often notifications are tried. */
class PendingNotificationsTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  private final PendingNotifications pending = new PendingNotifications();

  @Test
  void triesTheOldestUntilItIsTakenAndNoneBesideIt() {
    NotableEvent first = event("a");
    NotableEvent second = event("b");
    pending.add(first);
    pending.add(second);

    assertThat(pending.take(START)).contains(first);
    assertThat(pending.take(START)).isEmpty();
    pending.failed(first, START);
    assertThat(pending.take(START.plusMillis(999))).isEmpty();
    assertThat(pending.take(START.plusSeconds(1))).contains(first);
    pending.delivered(first);
    assertThat(pending.take(START.plusSeconds(1))).contains(second);
    pending.delivered(second);
    assertThat(pending.take(START.plusSeconds(1))).isEmpty();
    assertThat(pending.size()).isZero();
  }

  @Test
  void restsLongerAfterEachFailureAndAMinuteAtMost() {
    pending.add(event("a"));
    Instant now = START;
    for (long rest : new long[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      NotableEvent tried = pending.take(now).orElseThrow();
      assertThat(pending.failed(tried, now)).isFalse();
      assertThat(pending.take(now.plusSeconds(rest).minusMillis(1))).isEmpty();
      now = now.plusSeconds(rest);
    }
  }

  @Test
  void givesUpWhatIsADayOld() {
    pending.add(event("a"));
    Instant late = START.plus(Duration.ofHours(24)).plusMillis(1);

    assertThat(pending.failed(pending.take(late).orElseThrow(), late)).isTrue();
    assertThat(pending.size()).isZero();
  }

  @Test
  void keepsTheLatestThousand() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(pending.add(event("e" + i))).isZero();
    }

    assertThat(pending.add(event("one more"))).isEqualTo(1);
    assertThat(pending.take(START).orElseThrow().id()).isEqualTo("e1");
  }

  private static NotableEvent event(String id) {
    return new NotableEvent(
        id,
        START,
        new Notification(
            "shop", NotificationKind.HEALTH, Occasion.RAISED, null, null, "It is so.", "status"));
  }
}
