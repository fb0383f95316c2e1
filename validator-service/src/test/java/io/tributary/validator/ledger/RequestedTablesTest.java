package io.tributary.validator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.TableName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestedTablesTest {
  private static final TableName ITEM = new TableName("app", "item");
  private static final TableName OTHER = new TableName("app", "other");

  private Instant now = Instant.parse("2026-03-01T09:00:00Z");
  private final RequestedTables requests = new RequestedTables(new MovedClock());

  private final class MovedClock extends Clock {
    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @Test
  void asksOnceForATableOfWhichMoreAndMoreChangesWhileItIsCompared() {
    // given
    requests.addUnlessInHand(ITEM);
    assertThat(requests.take(Set.of())).contains(ITEM);

    // when
    requests.addUnlessInHand(ITEM);
    requests.ended(ITEM);

    // then
    assertThat(requests.waiting()).isZero();
    assertThat(requests.take(Set.of())).isEmpty();
  }

  @Test
  void restsByTheQuickerOfTwoComparisonsBecauseADatabaseMayHaveStoodStillInOne() {
    // given a table that is read in two seconds, and once in a minute
    requests.compared(ITEM, Duration.ofSeconds(2));
    requests.compared(ITEM, Duration.ofSeconds(60));
    requests.add(ITEM);

    // when, then
    now = now.plusSeconds(5);
    assertThat(requests.take(Set.of())).isEmpty();
    now = now.plusSeconds(1);
    assertThat(requests.take(Set.of())).contains(ITEM);

    // when it takes a minute from now on
    requests.ended(ITEM);
    requests.compared(ITEM, Duration.ofSeconds(60));
    requests.add(ITEM);
    now = now.plusSeconds(179);
    assertThat(requests.take(Set.of())).isEmpty();
    now = now.plusSeconds(1);
    assertThat(requests.take(Set.of())).contains(ITEM);
  }

  @Test
  void countsATableUntilItsComparisonHasEnded() {
    requests.add(ITEM);
    requests.add(OTHER);
    assertThat(requests.waiting()).isEqualTo(2);

    requests.take(Set.of(OTHER));
    assertThat(requests.waiting()).isEqualTo(2);

    requests.ended(ITEM);
    assertThat(requests.waiting()).isEqualTo(1);
  }

  @Test
  void countsATableThatChangedTooMuchWhileItsTurnInThePassGoesOn() {
    requests.begun(ITEM);
    assertThat(requests.waiting()).isZero();

    requests.addUnlessInHand(ITEM);
    assertThat(requests.waiting()).isEqualTo(1);
  }

  @Test
  void comparesATableOnceMoreThatGotIntoDoubtWhileItWasCompared() {
    requests.begun(ITEM);
    requests.add(ITEM);
    requests.ended(ITEM);
    assertThat(requests.take(Set.of())).contains(ITEM);
  }

  @Test
  void restsThreeTimesAsLongAsTheLastComparisonTook() {
    requests.compared(ITEM, Duration.ofSeconds(10));
    requests.add(ITEM);

    now = now.plusSeconds(29);
    assertThat(requests.take(Set.of())).isEmpty();

    now = now.plusSeconds(1);
    assertThat(requests.take(Set.of())).contains(ITEM);
  }
}
