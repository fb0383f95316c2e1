package io.tributary.cdc.source.postgresql.capture;

import io.tributary.common.model.TableName;
import io.tributary.common.topic.CaptureNames;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Prepares a source to be captured: replica identities and the publication. Idempotent; whatever is
 * changed is kept in the preparations first.
 */
final class CapturePreparation {
  private final CaptureSession session;
  private final PreparationStore preparations;
  private final CaptureNames names;
  private final long lockTimeoutMillis;

  CapturePreparation(
      CaptureSession session,
      PreparationStore preparations,
      CaptureNames names,
      long lockTimeoutMillis) {
    this.session = session;
    this.preparations = preparations;
    this.names = names;
    this.lockTimeoutMillis = lockTimeoutMillis;
  }

  /** Prepares the source and answers the tables that are captured. */
  Set<TableName> prepare() {
    List<CapturedTable> moving = session.tables();
    Set<TableName> published = session.published(names.publication()).orElse(null);
    boolean begun = session.slot(names.slot()).present() || preparations.slot().isPresent();
    Set<TableName> captured = published != null && begun ? published : namesOf(moving);
    // The identity first: PostgreSQL refuses updates of a published table that has none.
    moving.stream().filter(table -> captured.contains(table.name())).forEach(this::giveIdentity);
    // Once capture has begun, a table added here would come without the rows it already has.
    if (!captured.equals(published)) {
      session.alter(lockTimeoutMillis, CaptureStatements.dropPublication(names.publication()));
      session.alter(
          lockTimeoutMillis, CaptureStatements.createPublication(names.publication(), captured));
    }
    return captured;
  }

  private void giveIdentity(CapturedTable table) {
    table
        .identity()
        .neededInstead(table.primaryKey())
        .ifPresent(
            needed -> {
              preparations.keep(
                  new PreparationStore.OriginalIdentity(table.name(), table.identity()));
              session.alter(lockTimeoutMillis, needed.statement(table.name()));
            });
  }

  private static Set<TableName> namesOf(List<CapturedTable> tables) {
    return tables.stream().map(CapturedTable::name).collect(Collectors.toCollection(TreeSet::new));
  }
}
