package io.tributary.orchestrator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.json.Json;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.SourcePhase;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.Sightings;
import io.tributary.orchestrator.cutover.SwitchReport;
import io.tributary.orchestrator.observed.MigrationObservations;
import io.tributary.orchestrator.order.OrderReply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random events against the machine; after each one the record is written and read again, as a
 * crash would, and must decide the same.
 */
class CutoverWalkTest {
  private static final Migration PLAN = Plans.of("shop", "a", "b");
  private static final List<String> SOURCES = List.of("a", "b");
  private static final int WALKS = 400;
  private static final int STEPS = 120;

  @Test
  void neverAsksToOpenUnlessEverySourceIsDrainedAndVerifiedForThisCutover() {
    int opened = 0;
    int undone = 0;
    for (int seed = 0; seed < WALKS; seed++) {
      Walk walk = new Walk(seed);
      for (int i = 0; i < STEPS; i++) {
        walk.step();
      }
      opened += walk.opened;
      undone += walk.undone;
    }
    // The walk is worth nothing unless it gets far, and fails often.
    assertThat(opened).isGreaterThan(100);
    assertThat(undone).isGreaterThan(100);
  }

  private static final class Walk {
    private final Random random;
    private MigrationRecord record =
        new MigrationRecord(PLAN, new Replicating(EveryState.T0, null), 1, 1, EveryState.T0);
    private MigrationObservations seen = MigrationObservations.none();
    private Instant now = EveryState.T0;
    private int ids;
    int opened;
    int undone;

    Walk(int seed) {
      this.random = new Random(seed);
    }

    void step() {
      now = now.plusMillis(random.nextInt(400));
      MigrationEvent event = random.nextInt(12) == 0 ? order() : background();
      MigrationRecord reloaded = Json.read(Json.write(record), MigrationRecord.class);
      StateMachine.Outcome outcome = StateMachine.decide(record, seen, event, now);
      assertThat(StateMachine.decide(reloaded, seen, event, now)).isEqualTo(outcome);
      check(event, record, outcome);
      record = outcome.next();
    }

    private void check(MigrationEvent event, MigrationRecord before, StateMachine.Outcome outcome) {
      MigrationGoal from = before.state().desire().goal();
      MigrationGoal to = outcome.next().state().desire().goal();
      boolean publishes = outcome.commands().contains(new MigrationCommand.PublishDesired());
      boolean anew =
          event == Order.Plain.RESUME
              && outcome.reply().filter(OrderReply.Accepted.class::isInstance).isPresent();
      boolean differs = anew || !before.state().desire().equals(outcome.next().state().desire());
      assertThat(publishes).isEqualTo(differs);
      assertThat(outcome.next().generation()).isEqualTo(before.generation() + (differs ? 1 : 0));
      if (to == MigrationGoal.OPEN && from != MigrationGoal.OPEN) {
        opened++;
        String id = outcome.next().desired().cutoverId();
        for (String source : SOURCES) {
          FenceObserved fence = seen.source(source).orElseThrow().fence();
          assertThat(fence.token()).isEqualTo(id);
          assertThat(fence.drained()).isTrue();
          assertThat(seen.validation(source).orElseThrow().verifiedCutoverId()).isEqualTo(id);
          assertThat(seen.validation(source).orElseThrow().allEqual()).isTrue();
        }
        assertThat(from).isEqualTo(MigrationGoal.VERIFY);
      }
      if (from == MigrationGoal.OPEN) {
        assertThat(to)
            .as("from OPEN on there is only forward")
            .isIn(MigrationGoal.OPEN, MigrationGoal.SWITCHED);
      }
      if (from == MigrationGoal.SWITCHED || from == MigrationGoal.COMPLETE) {
        assertThat(to).isIn(MigrationGoal.SWITCHED, MigrationGoal.COMPLETE);
      }
      if (outcome.next().state() instanceof Undoing && !(before.state() instanceof Undoing)) {
        undone++;
        assertThat(to).isEqualTo(MigrationGoal.REPLICATE);
        assertThat(before.state()).isInstanceOf(CuttingOver.class);
      }
      if (to == MigrationGoal.FENCE && from != MigrationGoal.FENCE) {
        assertThat(from).isEqualTo(MigrationGoal.REHEARSE);
        String id = outcome.next().desired().cutoverId();
        for (String source : SOURCES) {
          assertThat(seen.validation(source).orElseThrow().rehearsedCutoverId()).isEqualTo(id);
        }
      }
      if (from == MigrationGoal.FENCE || from == MigrationGoal.VERIFY) {
        assertThat(to)
            .isIn(
                MigrationGoal.FENCE,
                MigrationGoal.VERIFY,
                MigrationGoal.OPEN,
                MigrationGoal.REPLICATE,
                MigrationGoal.ABORT);
      }
    }

    private MigrationEvent order() {
      return switch (random.nextInt(10)) {
        case 0 -> Order.Plain.PAUSE;
        case 1 -> Order.Plain.RESUME;
        case 2 -> new Order.Complete(false, Optional.empty());
        case 3 ->
            random.nextInt(5) == 0
                ? new Order.Abort(random.nextBoolean())
                : new MigrationEvent.Tick();
        default -> Order.cutover("cutover-" + ++ids).with(Sightings.nothingAside("a", "b"));
      };
    }

    private MigrationEvent background() {
      String id = record.desired().cutoverId();
      String some = random.nextInt(8) == 0 ? "cutover-" + (ids - 1) : id;
      String source = SOURCES.get(random.nextInt(2));
      long generation = record.generation() - (random.nextInt(10) == 0 ? 1 : 0);
      Sightings see = new Sightings("shop", generation, now);
      List<Runnable> happen = new ArrayList<>();
      happen.add(() -> seen = seen.with(answer(see, source, some)));
      happen.add(() -> seen = seen.with(answer(see, source, some)));
      happen.add(() -> seen = seen.with(verification(see, source, some)));
      happen.get(random.nextInt(happen.size())).run();
      int which = random.nextInt(12);
      if (which == 0) {
        return report(id, SwitchReport.What.SUCCEEDED);
      }
      if (which == 1) {
        return report(id, SwitchReport.What.FAILED);
      }
      return new MigrationEvent.Tick();
    }

    private static MigrationEvent report(String id, SwitchReport.What what) {
      return new MigrationEvent.SwitchReported(
          new SwitchReport(id == null ? "none" : id, 0, what, null, EveryState.ERROR, ""));
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

    private ValidationObserved verification(Sightings see, String source, String cutoverId) {
      return record.state().desire().goal() == MigrationGoal.REHEARSE
          ? see.rehearsed(source, cutoverId)
          : see.validation(source, cutoverId, verdict());
    }

    private Verdict verdict() {
      return random.nextInt(15) == 0 ? Verdict.DIFFERENT : Verdict.EQUAL;
    }
  }
}
