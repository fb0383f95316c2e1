package io.tributary.cdc.source.postgresql.capture;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.definition.ChangePlanner;
import io.tributary.cdc.definition.DefinitionCatalog;
import io.tributary.cdc.definition.DefinitionNotice;
import io.tributary.cdc.definition.DefinitionStore;
import io.tributary.cdc.definition.TableDefinition;
import io.tributary.cdc.seal.MessageKeys;
import io.tributary.common.change.MessageSeal;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.Source;
import io.tributary.database.DatabaseFailure;
import io.tributary.database.DatabaseSession;
import io.tributary.database.FailureKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds changes of tables that no row may ever follow, such as a new index or a dropped table, and
 * says so in the source's own change stream, where apply meets it at its place. Says the same only
 * once. One look at a time.
 */
final class DefinitionWatch {
  private final Databases databases;
  private final Duration interval;
  private final Clock clock;
  private final Map<Long, Optional<TableDefinition>> told = new HashMap<>();
  private Instant next = Instant.MIN;

  DefinitionWatch(Databases databases, Duration interval, Clock clock) {
    this.databases = databases;
    this.interval = interval;
    this.clock = clock;
  }

  /** Looks when it is time to. */
  void look(MovingSource moving) {
    if (clock.instant().isBefore(next)) {
      return;
    }
    next = clock.instant().plus(interval);
    Source source = moving.source();
    List<TableDefinition> known = known(moving);
    if (known.isEmpty()) {
      return;
    }
    try (DatabaseSession session = databases.look(source.postgres().connection())) {
      Map<Long, TableDefinition> now = new HashMap<>();
      new DefinitionCatalog(session, source).all().forEach(t -> now.put(t.oid(), t));
      for (TableDefinition before : known) {
        TableDefinition after = now.get(before.oid());
        if (after == null || !ChangePlanner.between(before, after).isEmpty()) {
          tell(session, moving, before);
        } else {
          told.remove(before.oid());
        }
      }
    }
  }

  private List<TableDefinition> known(MovingSource moving) {
    try (DatabaseSession target = databases.look(moving.target())) {
      return new DefinitionStore(target, moving.stream()).read();
    } catch (DatabaseFailure e) {
      if (e.kind() == FailureKind.UNDEFINED) {
        return List.of();
      }
      throw e;
    }
  }

  private void tell(DatabaseSession session, MovingSource moving, TableDefinition before) {
    MessageSeal seal = MessageKeys.seal(databases, moving);
    try {
      told.put(
          before.oid(), session.inTransaction(() -> tellLocked(session, moving, seal, before)));
    } catch (DatabaseFailure e) {
      // Somebody is changing the table right now: the next look finds what came of it.
      if (e.kind() != FailureKind.LOCK_NOT_AVAILABLE && e.kind() != FailureKind.UNDEFINED) {
        throw e;
      }
    }
  }

  private Optional<TableDefinition> tellLocked(
      DatabaseSession session, MovingSource moving, MessageSeal seal, TableDefinition before) {
    Optional<TableDefinition> now = locked(session, moving.source(), before.oid());
    if (!now.equals(told.get(before.oid()))) {
      NoticeStatements.emit(session, moving.stream(), seal, DefinitionNotice.of(before.oid(), now));
    }
    return now;
  }

  /**
   * The definition, which cannot change before the open transaction ends: so the message stands
   * behind the change that it tells of, and before the next one.
   */
  private static Optional<TableDefinition> locked(
      DatabaseSession session, Source source, long oid) {
    DefinitionCatalog catalog = new DefinitionCatalog(session, source);
    Optional<TableDefinition> seen = catalog.byOid(oid);
    if (seen.isEmpty()) {
      return seen;
    }
    NoticeStatements.lock(session, seen.get().table());
    return catalog.byOid(oid);
  }
}
