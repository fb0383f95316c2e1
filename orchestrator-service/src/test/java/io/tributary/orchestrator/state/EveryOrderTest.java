package io.tributary.orchestrator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.json.Json;
import io.tributary.common.plan.Migration;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.Sightings;
import io.tributary.orchestrator.cutover.SwitchReport;
import io.tributary.orchestrator.observed.MigrationObservations;
import io.tributary.orchestrator.order.OrderName;
import io.tributary.orchestrator.order.OrderReply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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
                  OrderName.RESUME,
                  OrderName.REHEARSE,
                  OrderName.CUTOVER,
                  OrderName.REPLAY,
                  OrderName.DISCARD,
                  OrderName.REPAIR,
                  OrderName.RESTART,
                  OrderName.ADD_TABLES,
                  OrderName.ABORT)),
          Map.entry("Rehearsing", Set.of(OrderName.ABORT)),
          Map.entry("Paused", Set.of(OrderName.RESUME, OrderName.ABORT)),
          Map.entry("CuttingOver/REHEARSE", Set.of(OrderName.ABORT)),
          Map.entry("CuttingOver/HOLD_CLIENTS", Set.of(OrderName.ABORT)),
          Map.entry("CuttingOver/FENCE", Set.of(OrderName.ABORT)),
          Map.entry("CuttingOver/DRAIN", Set.of(OrderName.ABORT)),
          Map.entry("CuttingOver/VERIFY", Set.of(OrderName.ABORT)),
          Map.entry("CuttingOver/OPEN", Set.of(OrderName.RESUME)),
          Map.entry(
              "CuttingOver/RELEASE_CLIENTS",
              Set.of(OrderName.RESUME, OrderName.CONFIRM, OrderName.SKIP)),
          Map.entry("CuttingOver/SWITCH", Set.of(OrderName.CONFIRM, OrderName.SKIP)),
          Map.entry(
              "CuttingOver/SWITCH waiting",
              Set.of(OrderName.CUTOVER, OrderName.CONFIRM, OrderName.SKIP)),
          Map.entry("Undoing", Set.of(OrderName.RESUME, OrderName.ABORT)),
          Map.entry("Switched", Set.of(OrderName.COMPLETE)),
          Map.entry("Completing", Set.of(OrderName.RESUME, OrderName.ABANDON)),
          Map.entry("Completed", Set.of()),
          Map.entry("Aborting", Set.of(OrderName.RESUME, OrderName.ABANDON)),
          Map.entry("Aborted", Set.of()));

  @Test
  void carriesOutLegalOrdersAndRefusesAllOthersWithAReason() {
    for (MigrationState state : EveryState.examples()) {
      Set<OrderName> legal = LEGAL.get(label(state));
      for (Order order : orders()) {
        // when
        StateMachine.Outcome outcome = decide(state, order);

        // then
        String what = label(state) + " " + order.label();
        assertThat(outcome.reply()).as(what).isPresent();
        if (legal.contains(order.order()) && !namesAnAction(state, order)) {
          assertThat(outcome.reply().get()).as(what).isInstanceOf(OrderReply.Accepted.class);
        } else {
          assertThat(outcome.next().state()).as(what).isSameAs(state);
          assertThat(outcome.commands()).as(what).isEmpty();
          OrderReply.Refused refused = (OrderReply.Refused) outcome.reply().get();
          assertThat(refused.error().message()).as(what).hasSizeGreaterThan(30);
        }
      }
    }
  }

  /** A pooler is in hand in that step, and no action yet that has a number. */
  private static boolean namesAnAction(MigrationState state, Order order) {
    return state.label().equals("CuttingOver/RELEASE_CLIENTS")
        && order instanceof Order.SettleAction settle
        && settle.action().isPresent();
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
      StateMachine.Outcome outcome = decide(state, new Order.RepeatedCutover(EveryState.ID));

      // then
      assertThat(outcome.reply()).contains(new OrderReply.Accepted(EveryState.ID));
      boolean retried = label(state).equals("CuttingOver/SWITCH waiting");
      assertThat(outcome.next().version() > 1).as(label(state)).isEqualTo(retried);
    }
  }

  @Test
  void ignoresSwitchResultsThatNobodyWaitsFor() {
    for (MigrationState state : EveryState.examples()) {
      for (MigrationEvent event :
          List.of(
              report("other", 0, SwitchReport.What.SUCCEEDED),
              report("other", 0, SwitchReport.What.FAILED),
              report(EveryState.ID, 1, SwitchReport.What.SUCCEEDED))) {
        assertThat(decide(state, event).next().state()).as(label(state)).isSameAs(state);
      }
    }
  }

  private static MigrationEvent report(String cutover, int action, SwitchReport.What what) {
    return new MigrationEvent.SwitchReported(
        new SwitchReport(cutover, action, what, null, EveryState.ERROR, ""));
  }

  @Test
  void readsEveryStateBackAsItWasStored() {
    for (MigrationState state : EveryState.examples()) {
      assertThat(Json.read(Json.write(state), MigrationState.class)).isEqualTo(state);
    }
    for (MigrationState state : EveryState.ofRollbacks()) {
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
        Order.Plain.PREFLIGHT,
        Order.Plain.START,
        Order.Plain.PAUSE,
        Order.Plain.RESUME,
        new Order.Complete(false, Optional.empty()),
        new Order.Complete(true, Optional.of("shop")),
        Order.cutover("new").with(Sightings.nothingAside("a")),
        new Order.Rehearse("new", Optional.empty(), Sightings.nothingAside("a")),
        new SourceOrder.Replay(Optional.empty()),
        new SourceOrder.Discard("a", 17),
        new SourceOrder.Restart("a", Optional.empty()),
        new SourceOrder.Abandon("a"),
        new Order.SettleAction(OrderName.CONFIRM, OptionalInt.empty()),
        new Order.SettleAction(OrderName.SKIP, OptionalInt.of(1)),
        new Order.Abort(false),
        new Order.Abort(true));
  }

  private static String label(MigrationState state) {
    boolean waits = state instanceof SwitchingApplications c && !c.switching().running();
    return state.label() + (waits ? " waiting" : "");
  }

  private static StateMachine.Outcome decide(MigrationState state, MigrationEvent event) {
    Sightings see = new Sightings("shop", 4, EveryState.T0);
    MigrationObservations open =
        MigrationObservations.none()
            .with(see.streaming("a"))
            .with(see.validation("a", null, Verdict.EQUAL));
    MigrationRecord record = new MigrationRecord(PLAN, state, 4, 1, EveryState.T0);
    return StateMachine.decide(record, open, event, EveryState.T0.plusMillis(20));
  }
}
