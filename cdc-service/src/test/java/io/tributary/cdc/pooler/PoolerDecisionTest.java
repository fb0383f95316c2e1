package io.tributary.cdc.pooler;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.desired.ClientsGoal;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.desired.RehearsalStage;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.Direction;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MigrationTarget;
import io.tributary.common.plan.ValidationSettings;
import io.tributary.common.plan.cutover.CutoverSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PoolerDecisionTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final String ID = "c-1";
  private static final PoolerFacts READ = PoolerFacts.UNKNOWN.with(EntriesText.of("[databases]\n"));

  @Test
  void holdsClientsOnlyBeforeAFenceIsAskedForAndBeforeItsDeadline() {
    for (MigrationGoal goal : MigrationGoal.values()) {
      for (Instant deadline : new Instant[] {null, NOW.minusMillis(1), NOW.plusSeconds(1)}) {
        boolean may = goal == MigrationGoal.REHEARSE && deadline != null && deadline.isAfter(NOW);
        assertThat(next(desire(goal, ClientsGoal.HELD, deadline), READ))
            .as("%s until %s", goal, deadline)
            .isEqualTo(may ? PoolerStep.PAUSE : PoolerStep.NONE);
      }
    }
  }

  @Test
  void letsClientsGoAtTheLimitWhateverIsAsked() {
    PoolerFacts over = held(ID, NOW).withPaused(true);

    for (ClientsGoal goal : ClientsGoal.values()) {
      for (boolean leading : List.of(true, false)) {
        PoolerFacts facts = leading ? over.withLeading(ID) : over;
        assertThat(next(desire(MigrationGoal.OPEN, goal, null), facts))
            .isEqualTo(PoolerStep.RESUME);
      }
    }
  }

  @Test
  void doesNotHoldThemTwiceInOneCutover() {
    DesiredState desired = desire(MigrationGoal.REHEARSE, ClientsGoal.HELD, NOW.plusSeconds(9));

    assertThat(next(desired, READ.withEnded(ID))).isEqualTo(PoolerStep.NONE);
    assertThat(next(desired, held(ID, NOW.plusSeconds(9)).withEnded(ID)))
        .isEqualTo(PoolerStep.RESUME);
    assertThat(next(desired, READ.withEnded("c-0"))).isEqualTo(PoolerStep.PAUSE);
  }

  @Test
  void repointsForNothingButAnOpenedSide() {
    for (PoolerFacts facts : everyFacts()) {
      for (MigrationGoal goal : MigrationGoal.values()) {
        for (ClientsGoal clients : List.of(ClientsGoal.FREE, ClientsGoal.HELD)) {
          assertThat(next(desire(goal, clients, NOW.plusSeconds(1)), facts))
              .isNotEqualTo(PoolerStep.REPOINT);
        }
      }
    }
  }

  @Test
  void letsClientsGoBehindAnOpenedSideOnceThePoolerLeadsThere() {
    DesiredState out = desire(MigrationGoal.OPEN, ClientsGoal.MOVED, null);
    PoolerFacts held = held(ID, NOW.plusSeconds(1)).withPaused(true);

    assertThat(next(out, held)).isEqualTo(PoolerStep.REPOINT);
    PoolerFacts moved = moved(held.withLeading(ID), true);
    assertThat(next(out, moved)).isEqualTo(PoolerStep.RESUME);
    assertThat(achieved(out, moved)).isFalse();
    PoolerFacts free = moved(READ.withLeading(ID), true);
    assertThat(next(out, free)).isEqualTo(PoolerStep.NONE);
    assertThat(achieved(out, free)).isTrue();
  }

  @Test
  void everyUndoneHoldEndsWithNobodyHeld() {
    DesiredState free = desire(MigrationGoal.REPLICATE, ClientsGoal.FREE, null);

    for (PoolerFacts facts : everyFacts()) {
      boolean held = facts.mark().isPresent();
      assertThat(next(free, facts)).isEqualTo(held ? PoolerStep.RESUME : PoolerStep.NONE);
      assertThat(achieved(free, facts)).isEqualTo(!held);
    }
    assertThat(next(free, PoolerFacts.UNKNOWN)).isEqualTo(PoolerStep.READ);
    assertThat(achieved(free, PoolerFacts.UNKNOWN)).isFalse();
  }

  @Test
  void triesEverythingInEachRehearsalAndInNothingElse() {
    DesiredState rehearse = desire(MigrationGoal.REHEARSE, ClientsGoal.FREE, NOW.plusSeconds(9));

    assertThat(next(rehearse, READ)).isEqualTo(PoolerStep.PROVE);
    assertThat(next(rehearse, READ.withProven("c-0"))).isEqualTo(PoolerStep.PROVE);
    assertThat(next(rehearse, READ.withProven(ID))).isEqualTo(PoolerStep.NONE);
    assertThat(achieved(rehearse, READ.withProven(ID))).isTrue();
  }

  private static List<PoolerFacts> everyFacts() {
    List<PoolerFacts> all = new ArrayList<>();
    for (PoolerFacts base :
        List.of(
            READ, held(ID, NOW.plusSeconds(1)), held("c-0", NOW.plusSeconds(1)), held(ID, NOW))) {
      for (boolean paused : List.of(true, false)) {
        for (boolean moved : List.of(true, false)) {
          PoolerFacts facts = moved(base.withPaused(paused), moved);
          all.addAll(
              List.of(facts, facts.withEnded(ID), facts.withProven(ID), facts.withLeading(ID)));
        }
      }
    }
    return all;
  }

  private static PoolerFacts held(String cutover, Instant until) {
    HoldMark mark = new HoldMark(cutover, NOW.minusSeconds(1), until);
    return PoolerFacts.UNKNOWN.with(EntriesText.of("[databases]\n").held(mark));
  }

  private static PoolerFacts moved(PoolerFacts facts, boolean moved) {
    return new PoolerFacts(
        facts.read(),
        facts.mark(),
        moved,
        facts.paused(),
        facts.proven(),
        facts.ended(),
        facts.leading());
  }

  private static PoolerStep next(DesiredState desired, PoolerFacts facts) {
    return new PoolerDecision(desired, facts, NOW).next();
  }

  private static boolean achieved(DesiredState desired, PoolerFacts facts) {
    return new PoolerDecision(desired, facts, NOW).achieved();
  }

  private static DesiredState desire(
      MigrationGoal goal, ClientsGoal clients, @Nullable Instant deadline) {
    Migration plan =
        new Migration(
            "pooled",
            new MigrationTarget(DatabaseAddress.UNSAID, "public", Map.of()),
            List.of(),
            CutoverSettings.defaults(),
            ValidationSettings.defaults());
    return new DesiredState(
        plan,
        1,
        goal,
        ID,
        deadline,
        false,
        NOW,
        List.of(),
        Set.of(),
        Direction.OUT,
        Map.of(),
        RehearsalStage.STEPS,
        clients);
  }
}
