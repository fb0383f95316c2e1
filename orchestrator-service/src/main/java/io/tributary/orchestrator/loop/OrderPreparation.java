package io.tributary.orchestrator.loop;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.plan.Migration;
import io.tributary.common.quarantine.QuarantineContent;
import io.tributary.orchestrator.gate.GateLook;
import io.tributary.orchestrator.gate.SwitchActionLook;
import io.tributary.orchestrator.state.CuttingOver;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.state.MigrationState;
import io.tributary.orchestrator.state.Order;
import io.tributary.orchestrator.state.Switched;
import io.tributary.orchestrator.store.TargetSession;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives an order what its decision depends on: whether it is a repetition, what is kept aside of
 * each stream, and whether the switch actions could be performed on this machine now. Used by the
 * thread of one migration; what was looked at last may be read by any.
 */
final class OrderPreparation {
  private final MigrationLedger ledger;
  private final LoopServices services;
  private volatile List<SwitchActionLook> lastLook = List.of();
  private @Nullable Instant switchedSince;

  OrderPreparation(MigrationLedger ledger, LoopServices services) {
    this.ledger = ledger;
    this.services = services;
  }

  /** The order as the state machine decides it. */
  Order prepared(Order placed) {
    Migration plan = ledger.record().plan();
    Order order = repeated(plan.name(), placed);
    if (!order.looksAtSwitchActions()) {
      return order;
    }
    look(plan);
    return order instanceof Order.Gated gated ? gated.with(look(plan, lastLook)) : order;
  }

  /**
   * Looks at the switch actions of a file. Those of a cutover that runs are tried, not looked at.
   */
  void look(Migration plan) {
    MigrationState state = ledger.record().state();
    lastLook =
        state instanceof CuttingOver
            ? List.of()
            : services.switches().look(plan, state.nextSwitch());
  }

  /**
   * Looks in the background whether the actions could point back, once after each cutover: the
   * status says whether a rollback could begin before anybody orders one.
   */
  void lookBack() {
    MigrationRecord record = ledger.record();
    if (record.state() instanceof Switched switched
        && switched.wayBack()
        && !switched.since().equals(switchedSince)) {
      switchedSince = switched.since();
      services
          .background()
          .execute(() -> lastLook = services.switches().look(record.plan(), switched.nextSwitch()));
    }
  }

  /** Forgets the last look, which was at the actions of another file. */
  void forget() {
    lastLook = List.of();
  }

  /** What the latest look at the switch actions found. Any thread. */
  List<SwitchActionLook> lastLook() {
    return lastLook;
  }

  private Order repeated(String migration, Order order) {
    return order
        .idempotencyKey()
        .flatMap(key -> ledger.ask(session -> session.cutoverOf(migration, key)))
        .<Order>map(Order.RepeatedCutover::new)
        .orElse(order);
  }

  private GateLook look(Migration plan, List<SwitchActionLook> actions) {
    Map<String, QuarantineContent> aside = new HashMap<>();
    Map<String, String> unread = new HashMap<>();
    for (String stream : plan.streams()) {
      try {
        aside.put(stream, setAside(plan, stream));
      } catch (TributaryException e) {
        if (plan.homeOf(stream).isEmpty()) {
          throw e;
        }
        unread.put(stream, String.valueOf(e.getMessage()));
      }
    }
    return new GateLook(aside, unread, actions);
  }

  /** Where it is kept: what comes home to a PostgreSQL stands there, all other at the target. */
  private QuarantineContent setAside(Migration plan, String stream) {
    Optional<DatabaseAddress> home = plan.homeOf(stream);
    if (home.isEmpty()) {
      return ledger.ask(session -> session.setAside(plan.name(), stream));
    }
    try (TargetSession session = services.targets().look(home.get())) {
      return session.inUse()
          ? new QuarantineContent(session.deadLetters(plan.name(), stream), 0, List.of())
          : QuarantineContent.NOTHING;
    }
  }
}
