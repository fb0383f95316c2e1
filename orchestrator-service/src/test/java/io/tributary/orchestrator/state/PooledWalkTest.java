package io.tributary.orchestrator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.desired.ClientsGoal;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.json.Json;
import io.tributary.common.observed.PoolerObserved;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.SourcePhase;
import io.tributary.common.plan.Migration;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.Sightings;
import io.tributary.orchestrator.cutover.SwitchReport;
import io.tributary.orchestrator.observed.MigrationObservations;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random events against the machine where clients of poolers are held. A pooler moves its clients
 * only to a side that was opened, and nobody is fenced whose clients do not wait.
 */
class PooledWalkTest {
  private static final Migration PLAN = Plans.pooled(Plans.of("shop", "a", "b"));
  private static final List<String> SOURCES = List.of("a", "b");
  private static final int WALKS = 300;
  private static final int STEPS = 200;

  @Test
  void movesClientsToAnOpenedSideAloneAndFencesNobodyWhoseClientsGoOn() {
    int moved = 0;
    int undone = 0;
    for (int seed = 0; seed < WALKS; seed++) {
      Walk walk = new Walk(seed);
      for (int i = 0; i < STEPS; i++) {
        walk.step();
      }
      moved += walk.moved;
      undone += walk.undone;
    }
    // The walk is worth nothing unless it gets far, and fails often.
    assertThat(moved).isGreaterThan(50);
    assertThat(undone).isGreaterThan(50);
  }

  private static final class Walk {
    private final Random random;
    private MigrationRecord record =
        new MigrationRecord(PLAN, new Replicating(EveryState.T0, null), 1, 1, EveryState.T0);
    private MigrationObservations seen = MigrationObservations.none();
    private Instant now = EveryState.T0;
    private int ids;
    int moved;
    int undone;

    Walk(int seed) {
      this.random = new Random(seed);
    }

    void step() {
      now = now.plusMillis(random.nextInt(200));
      MigrationEvent event = event();
      MigrationRecord reloaded = Json.read(Json.write(record), MigrationRecord.class);
      StateMachine.Outcome outcome = StateMachine.decide(record, seen, event, now);
      assertThat(StateMachine.decide(reloaded, seen, event, now)).isEqualTo(outcome);
      check(record.state(), outcome.next().state(), record.generation());
      record = outcome.next();
    }

    private void check(MigrationState before, MigrationState after, long generation) {
      DesiredGoal from = before.desire();
      DesiredGoal to = after.desire();
      if (to.goal() == MigrationGoal.FENCE && from.goal() != MigrationGoal.FENCE) {
        assertThat(from.clients()).isEqualTo(ClientsGoal.HELD);
        assertThat(from.goal()).isEqualTo(MigrationGoal.REHEARSE);
        assertThat(poolersAchieved(generation)).isTrue();
      }
      if (to.clients() == ClientsGoal.MOVED && from.clients() != ClientsGoal.MOVED) {
        moved++;
        assertThat(List.of(from.goal(), to.goal(), from.clients()))
            .isEqualTo(List.of(MigrationGoal.OPEN, MigrationGoal.OPEN, ClientsGoal.HELD));
        for (String source : SOURCES) {
          SourceObserved opened = seen.source(source).orElseThrow();
          assertThat(opened.phase()).isEqualTo(SourcePhase.OPENED);
          assertThat(opened.generation()).isEqualTo(generation);
        }
      }
      if (from.clients() == ClientsGoal.MOVED) {
        assertThat(to.goal()).isEqualTo(MigrationGoal.OPEN);
        assertThat(to.clients()).isIn(ClientsGoal.MOVED, ClientsGoal.FREE);
      }
      if (from.clients() == ClientsGoal.HELD && to.clients() == ClientsGoal.FREE) {
        assertThat(to.goal()).isIn(MigrationGoal.REPLICATE, MigrationGoal.ABORT);
      }
      if (before instanceof Undoing undoing && after instanceof Replicating) {
        undone++;
        assertThat(!undoing.run().holdsClients() || poolersAchieved(generation)).isTrue();
      }
    }

    private boolean poolersAchieved(long generation) {
      return SOURCES.stream()
          .allMatch(
              source ->
                  seen.pooler(source)
                      .filter(pooler -> pooler.generation() == generation && pooler.achieved())
                      .isPresent());
    }

    private MigrationEvent event() {
      if (random.nextInt(25) == 0) {
        return Order.cutover("cutover-" + ++ids).with(Sightings.nothingAside("a", "b"));
      }
      if (random.nextInt(400) == 0) {
        return random.nextBoolean() ? Order.Plain.RESUME : new Order.Abort(true);
      }
      String id = record.desired().cutoverId();
      String source = SOURCES.get(random.nextInt(2));
      long generation = record.generation() - (random.nextInt(10) == 0 ? 1 : 0);
      Sightings see = new Sightings("shop", generation, now);
      switch (random.nextInt(3)) {
        case 0 -> seen = seen.with(answer(see, source, id));
        case 1 -> seen = seen.with(pooler(see, source));
        default ->
            seen =
                seen.with(
                    record.state().desire().goal() == MigrationGoal.REHEARSE
                        ? see.rehearsed(source, id)
                        : see.validation(source, id, Verdict.EQUAL));
      }
      return random.nextInt(12) == 0
          ? new MigrationEvent.SwitchReported(
              new SwitchReport(
                  id == null ? "none" : id, 0, SwitchReport.What.SUCCEEDED, null, null, ""))
          : new MigrationEvent.Tick();
    }

    private PoolerObserved pooler(Sightings see, String source) {
      boolean fails = random.nextInt(30) == 0;
      @Nullable ErrorReport error = fails ? EveryState.ERROR : null;
      return see.pooler(source, !fails && random.nextInt(4) != 0, null, error);
    }

    private SourceObserved answer(Sightings see, String source, String token) {
      if (random.nextInt(60) == 0) {
        return see.failing(source);
      }
      return switch (record.state().desire().goal()) {
        case FENCE, VERIFY -> see.fenced(source, token, random.nextInt(4) != 0);
        case OPEN, SWITCHED ->
            see.source(
                source, SourcePhase.OPENED, true, see.fenced(source, token, true).fence(), null);
        case COMPLETE, ABORT -> see.source(source, SourcePhase.RETIRED, true);
        case IDLE, PREFLIGHT, REPLICATE, REHEARSE, PAUSE, STAND_BY, WITHDRAW ->
            see.streaming(source);
      };
    }
  }
}
