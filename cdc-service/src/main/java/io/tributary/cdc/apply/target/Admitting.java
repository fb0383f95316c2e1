package io.tributary.cdc.apply.target;

import io.tributary.cdc.apply.convert.Converted;
import io.tributary.cdc.apply.convert.KeyClaims;
import io.tributary.cdc.apply.convert.LastStates;
import io.tributary.cdc.apply.convert.MappedTable;
import io.tributary.cdc.apply.convert.SourceKey;
import io.tributary.cdc.apply.convert.TableStates;
import io.tributary.cdc.apply.quarantine.KeyMapStore;
import io.tributary.cdc.apply.quarantine.Quarantine;
import io.tributary.cdc.apply.stream.StreamRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Converts changes and decides which rows go into the target. What is kept aside for rows that are
 * gone or accepted is let go. Works in the open transaction. One thread.
 */
final class Admitting {
  private final TargetSession session;
  private final LoadedMapping mapping;
  private final Quarantine quarantine;
  private final KeyMapStore keyMap;

  Admitting(
      TargetSession session, LoadedMapping mapping, Quarantine quarantine, KeyMapStore keyMap) {
    this.session = session;
    this.mapping = mapping;
    this.quarantine = quarantine;
    this.keyMap = keyMap;
  }

  Admission of(List<StreamRecord> changes) {
    Admission admission = new Admission();
    LastStates.of(mapping.mapped(), changes).forEach(states -> add(states, admission));
    return admission;
  }

  private void add(TableStates states, Admission admission) {
    if (states.truncated()) {
      admission.truncate(states.source());
      quarantine.forget(states.source());
    }
    quarantine.releaseShared(states.sharedGone());
    List<Converted> rows = states.converted();
    List<Converted> settled = states.table().keysMayMeet() ? settle(states, rows) : rows;
    settled.forEach(admission::add);
    quarantine.release(
        settled.stream().filter(row -> row.refusal() == null).map(Converted::key).toList());
  }

  /**
   * Gives each key of the target to the first row that becomes it, as long as that row is there.
   */
  private List<Converted> settle(TableStates states, List<Converted> rows) {
    MappedTable table = states.table();
    KeyClaims claims =
        new KeyClaims(keyMap.owners(session, states.source(), KeyClaims.wanted(rows)));
    List<Converted> out = new ArrayList<>();
    rows.forEach(row -> out.add(table.claimed(row, claims)));
    if (!claims.released().isEmpty()) {
      out.addAll(freed(states, rows, claims));
    }
    keyMap.change(session, states.source(), claims.released(), claims.taken());
    return out;
  }

  /** Rows that waited for a key that was given up. */
  private List<Converted> freed(TableStates states, List<Converted> rows, KeyClaims claims) {
    Set<SourceKey> known = new HashSet<>();
    rows.forEach(row -> known.add(row.key()));
    return quarantine.collided(states.source()).stream()
        .filter(kept -> !known.contains(kept.key()))
        .map(kept -> states.table().convert(kept.key(), kept.change()))
        .filter(row -> row.targetKey() != null)
        .filter(row -> claims.released().contains(MappedTable.text(row.targetKey())))
        .map(row -> states.table().claimed(row, claims))
        .toList();
  }
}
