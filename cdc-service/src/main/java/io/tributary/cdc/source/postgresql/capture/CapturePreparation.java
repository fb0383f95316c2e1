package io.tributary.cdc.source.postgresql.capture;

import io.tributary.cdc.connect.CaptureError;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.topic.CaptureNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Prepares a source to be captured: replica identities and the publication. Idempotent; whatever is
 * changed is kept in the preparations first.
 */
final class CapturePreparation {
  private final StreamId stream;
  private final CaptureSession session;
  private final PreparationStore preparations;
  private final IdentityNotes identities;
  private final CaptureNames names;
  private final long lockTimeoutMillis;

  CapturePreparation(
      StreamId stream,
      CaptureSession session,
      IdentityNotes identities,
      CaptureNames names,
      long lockTimeoutMillis) {
    this.stream = stream;
    this.session = session;
    this.preparations = identities.notes();
    this.identities = identities;
    this.names = names;
    this.lockTimeoutMillis = lockTimeoutMillis;
  }

  /** Prepares the source and answers the tables that are captured. */
  Set<TableName> prepare() {
    requireOurs();
    String owner = preparations.ensureOwner();
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
          lockTimeoutMillis,
          CaptureStatements.createPublication(
              names.publication(), captured, session.checkpoint(), owner));
    }
    return captured;
  }

  /**
   * Has the publication take tables in, whose changes are in the stream from then on.
   *
   * @param joined tables that move and are in no publication of this stream
   */
  void take(Set<TableName> joined) {
    requireOurs();
    session.tables().stream()
        .filter(table -> joined.contains(table.name()))
        .forEach(this::giveIdentity);
    session.publish(lockTimeoutMillis, names.publication(), joined);
  }

  /** What another installation has made under these names is neither used nor removed. */
  private void requireOurs() {
    Optional<String> kept = preparations.owner();
    Optional<String> found = session.owner(names.publication());
    boolean foreign =
        found.isPresent()
            ? !found.equals(kept)
            : kept.isEmpty() && session.slot(names.slot()).present();
    if (foreign) {
      throw new TributaryException(
          CaptureError.MADE_BY_OTHERS,
          "Slot or publication %s exists already at source %s, and this migration has not made it: another installation may be reading there. Give one of the migrations another name, or one installation another `tributary.topic-prefix`. If what made it is gone, drop the slot and then the publication."
              .formatted(names.slot(), stream.source()),
          Map.of("migration", stream.migration(), "source", stream.source()));
    }
  }

  private void giveIdentity(CapturedTable table) {
    table
        .identity()
        .neededInstead(table.primaryKey())
        .ifPresent(
            needed -> {
              identities.keep(
                  new PreparationStore.OriginalIdentity(table.name(), table.identity()));
              session.alter(lockTimeoutMillis, needed.statement(table.name()));
            });
  }

  private static Set<TableName> namesOf(List<CapturedTable> tables) {
    return tables.stream().map(CapturedTable::name).collect(Collectors.toCollection(TreeSet::new));
  }
}
