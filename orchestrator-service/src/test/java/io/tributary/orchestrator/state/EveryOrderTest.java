package io.tributary.orchestrator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.event.TableVerdict.Verdict;
import io.tributary.common.json.Json;
import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.Sightings;
import io.tributary.orchestrator.observed.Observations;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each state against each order: written out as a table that the states themselves do not use. */
class EveryOrderTest {
  private static final Migration PLAN = Plans.of("shop", "a");

  private static final Map<String, Set<OrderName>> LEGAL =
      Map.ofEntries(
          Map.entry("Created", Set.of(OrderName.PREFLIGHT, OrderName.START, OrderName.ABORT)),
          Map.entry("Starting", Set.of(OrderName.ABORT)),
          Map.entry(
              "Replicating",
              Set.of(
                  OrderName.PAUSE,
                  OrderName.CUTOVER,
                  OrderName.REPLAY,
                  OrderName.DISCARD,
                  OrderName.ABORT)),
          Map.entry("Paused", Set.of(OrderName.RESUME, OrderName.ABORT)),
          Map.entry("CuttingOver/REHEARSE", Set.of(OrderName.ABORT)),
          Map.entry("CuttingOver/FENCE", Set.of(OrderName.ABORT)),
          Map.entry("CuttingOver/DRAIN", Set.of(OrderName.ABORT)),
          Map.entry("CuttingOver/VERIFY", Set.of(OrderName.ABORT)),
          Map.entry("CuttingOver/OPEN", Set.of()),
          Map.entry("CuttingOver/SWITCH", Set.of()),
          Map.entry("CuttingOver/SWITCH waiting", Set.of(OrderName.CUTOVER)),
          Map.entry("Undoing", Set.of(OrderName.ABORT)),
          Map.entry("Switched", Set.of(OrderName.COMPLETE)),
          Map.entry("Completing", Set.of()),
          Map.entry("Completed", Set.of()),
          Map.entry("Aborting", Set.of()),
          Map.entry("Aborted", Set.of()));

  @Test
  void carriesOutLegalOrdersAndRefusesAllOthersWithAReason() {
    for (MigrationState state : EveryState.examples()) {
      Set<OrderName> legal = LEGAL.get(label(state));
      for (Order order : orders()) {
        // when
        Machine.Outcome outcome = decide(state, order);

        // then
        String what = label(state) + " " + order.name();
        assertThat(outcome.reply()).as(what).isPresent();
        if (legal.contains(order.order())) {
          assertThat(outcome.reply().get()).as(what).isInstanceOf(Reply.Accepted.class);
        } else {
          assertThat(outcome.next().state()).as(what).isSameAs(state);
          assertThat(outcome.commands()).as(what).isEmpty();
          Reply.Refused refused = (Reply.Refused) outcome.reply().get();
          assertThat(refused.error().message()).as(what).hasSizeGreaterThan(30);
        }
      }
    }
  }

  @Test
  void namesExactlyTheLegalOrders() {
    for (MigrationState state : EveryState.examples()) {
      assertThat(state.offered())
          .as(label(state))
          .containsExactlyInAnyOrderElementsOf(LEGAL.get(label(state)));
    }
  }

  @Test
  void answersARepeatedCutoverWithTheSameCutoverInEveryState() {
    for (MigrationState state : EveryState.examples()) {
      // when
      Machine.Outcome outcome = decide(state, new Order.RepeatedCutover(EveryState.ID));

      // then
      assertThat(outcome.reply()).contains(new Reply.Accepted(EveryState.ID));
      boolean retried = label(state).equals("CuttingOver/SWITCH waiting");
      assertThat(outcome.next().version() > 1).as(label(state)).isEqualTo(retried);
    }
  }

  @Test
  void ignoresSwitchResultsThatNobodyWaitsFor() {
    for (MigrationState state : EveryState.examples()) {
      for (Event event :
          List.of(
              new Event.SwitchSucceeded("other"),
              new Event.SwitchFailed("other", EveryState.ERROR))) {
        assertThat(decide(state, event).next().state()).as(label(state)).isSameAs(state);
      }
    }
  }

  @Test
  void readsEveryStateBackAsItWasStored() {
    for (MigrationState state : EveryState.examples()) {
      assertThat(Json.read(Json.write(state), MigrationState.class)).isEqualTo(state);
    }
  }

  @Test
  void isDeletableOnlyWhenNothingRuns() {
    for (MigrationState state : EveryState.examples()) {
      assertThat(state.deletable())
          .as(label(state))
          .isEqualTo(Set.of("Created", "Completed", "Aborted").contains(state.name()));
    }
  }

  private static List<Order> orders() {
    return List.of(
        new Order.Plain(OrderName.PREFLIGHT),
        new Order.Plain(OrderName.START),
        new Order.Plain(OrderName.PAUSE),
        new Order.Plain(OrderName.RESUME),
        new Order.Plain(OrderName.COMPLETE),
        new Order.Cutover("new"),
        new Order.Replay(null),
        new Order.Discard("a", 17),
        new Order.Abort(false),
        new Order.Abort(true));
  }

  private static String label(MigrationState state) {
    boolean waits =
        state instanceof CuttingOver c && c.switching() != null && !c.switching().running();
    return state.label() + (waits ? " waiting" : "");
  }

  private static Machine.Outcome decide(MigrationState state, Event event) {
    Sightings see = new Sightings("shop", 4, EveryState.T0);
    Observations open =
        Observations.none().with(see.streaming("a")).with(see.validation("a", null, Verdict.EQUAL));
    MigrationRecord record = new MigrationRecord(PLAN, state, 4, 1, EveryState.T0);
    return Machine.decide(record, open, event, EveryState.T0.plusMillis(20));
  }
}
