package io.tributary.orchestrator.loop;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.plan.Migration;
import io.tributary.common.quarantine.QuarantineContent;
import io.tributary.orchestrator.gate.GateLook;
import io.tributary.orchestrator.gate.SwitchActionLook;
import io.tributary.orchestrator.store.TargetDatabases;
import io.tributary.orchestrator.store.TargetSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts what is kept aside of each stream of a migration in the database that keeps it: at the
 * target, and for the way back of a PostgreSQL source at the source.
 *
 * @param ledger of the migration, whose session at the target is asked
 * @param targets opens sessions at sources
 */
record AsideReading(MigrationLedger ledger, TargetDatabases targets) {

  /** A source that does not answer leaves its stream unknown, and with it the gate shut. */
  GateLook look(Migration plan, List<SwitchActionLook> actions) {
    Map<String, QuarantineContent> aside = new HashMap<>();
    Map<String, String> unread = new HashMap<>();
    for (String stream : plan.streams()) {
      Optional<DatabaseAddress> home =
          plan.homeOf(stream).filter(address -> !address.equals(plan.target().connection()));
      try {
        aside.put(
            stream,
            home.isPresent()
                ? at(home.get(), plan.name(), stream)
                : ledger.ask(session -> session.setAside(plan.name(), stream)));
      } catch (TributaryException e) {
        if (home.isEmpty()) {
          throw e;
        }
        unread.put(stream, e.report().message());
      }
    }
    return new GateLook(aside, unread, actions);
  }

  private QuarantineContent at(DatabaseAddress home, String migration, String stream) {
    try (TargetSession session = targets.look(home)) {
      return session.inUse() ? session.setAside(migration, stream) : QuarantineContent.NOTHING;
    }
  }
}
