package io.tributary.orchestrator.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.event.Notification;
import io.tributary.common.event.Notification.Occasion;
import io.tributary.common.plan.notify.NotificationKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is told of what is seen, and how often. */
class ToldFactsTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  private final List<Notification> told = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();
  private ToldFacts facts = ToldFacts.NOTHING;

  @Test
  void tellsOnceThatSomethingStandsAndOnceThatItIsOver() {
    StandingFact stopped = fact(NotificationKind.HEALTH, 1, Duration.ZERO);

    look(0, stopped);
    look(1, stopped);
    look(2);
    look(3);

    assertThat(told)
        .extracting(Notification::occasion)
        .containsExactly(Occasion.RAISED, Occasion.ENDED);
    assertThat(told.get(0).message()).isEqualTo("It is so.");
    assertThat(told.get(0).next()).isEqualTo("./tributary status shop");
  }

  @Test
  void tellsNobodyOfWhatIsOverBeforeItsPatienceEnds() {
    StandingFact waiting = fact(NotificationKind.HEALTH, 1, Duration.ofMinutes(1));

    look(0, waiting);
    look(59, waiting);
    look(60);
    look(61, waiting);
    assertThat(told).isEmpty();

    look(121, waiting);
    assertThat(told).extracting(Notification::occasion).containsExactly(Occasion.RAISED);
  }

  @Test
  void tellsAgainWhenThereAreTwiceAsMany() {
    for (long letters = 1; letters <= 9; letters++) {
      look(letters, fact(NotificationKind.DEAD_LETTER, letters, Duration.ZERO));
    }
    look(10, fact(NotificationKind.DEAD_LETTER, 1, Duration.ZERO));

    // 1, 2, 4 and 8
    assertThat(told).hasSize(4);
  }

  @Test
  void tellsEachMomentOnceUnderItsOwnId() {
    NotableMoment begun = moment("c1/begun", 0);
    NotableMoment done = moment("c1/done", 5);

    moments(1, begun);
    moments(6, begun, done);
    moments(7, begun, done);

    assertThat(ids).containsExactly("c1/begun", "c1/done");
  }

  @Test
  void tellsNothingOldAfterAStartAndTheLatestOnceMore() {
    moments(3_600, moment("c1/done", 0), moment("c2/begun", 3_100));

    assertThat(ids).containsExactly("c2/begun");
  }

  @Test
  void tellsNothingTwiceBecauseTheTargetWasSilentForAWhile() {
    moments(1, moment("c1/begun", 0));
    look(Optional.empty(), 2);
    moments(3, moment("c1/begun", 0));

    assertThat(ids).containsExactly("c1/begun");
  }

  private void look(long second, StandingFact... standing) {
    look(Optional.of(List.of()), second, standing);
  }

  private void moments(long second, NotableMoment... happened) {
    look(Optional.of(List.of(happened)), second);
  }

  private void look(Optional<List<NotableMoment>> happened, long second, StandingFact... standing) {
    ToldFacts.Look look =
        facts.look("shop", List.of(standing), happened, START.plusSeconds(second));
    facts = look.next();
    look.events().forEach(event -> told.add(event.notification()));
    look.events().forEach(event -> ids.add(event.id()));
  }

  private static StandingFact fact(NotificationKind kind, long size, Duration patience) {
    return StandingFact.of(kind, "legacy", size, "It is so.", "status", patience);
  }

  private static NotableMoment moment(String id, long second) {
    return new NotableMoment(
        id, NotificationKind.CUTOVER, START.plusSeconds(second), null, "It was.");
  }
}
