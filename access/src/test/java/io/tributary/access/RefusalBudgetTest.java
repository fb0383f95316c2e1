package io.tributary.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.access.RefusalBudget.Ruling;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RefusalBudgetTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void tellsSoManyAMinuteAndCountsTheOthers() {
    // given
    RefusalBudget budget = new RefusalBudget(2);

    // when, then
    assertThat(budget.at(NOW)).isEqualTo(new Ruling(true, 0));
    assertThat(budget.at(NOW.plusSeconds(1))).isEqualTo(new Ruling(true, 0));
    assertThat(budget.at(NOW.plusSeconds(2))).isEqualTo(new Ruling(false, 0));
    assertThat(budget.at(NOW.plusSeconds(59))).isEqualTo(new Ruling(false, 0));
    assertThat(budget.at(NOW.plusSeconds(60))).isEqualTo(new Ruling(true, 2));
    assertThat(budget.at(NOW.plusSeconds(61))).isEqualTo(new Ruling(true, 0));
  }

  @Test
  void goesOnWhenTheClockIsSetBack() {
    RefusalBudget budget = new RefusalBudget(1);
    budget.at(NOW);
    assertThat(budget.at(NOW.minusSeconds(3600)).tell()).isTrue();
  }
}
