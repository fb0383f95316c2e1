package io.tributary.cdc.apply.commit;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.convert.ConvertedRow;
import io.tributary.cdc.apply.convert.KeyClaims;
import io.tributary.cdc.apply.convert.LastStates;
import io.tributary.cdc.apply.convert.MappedTable;
import io.tributary.cdc.apply.convert.SourceKey;
import io.tributary.cdc.apply.convert.SourceState;
import io.tributary.cdc.apply.convert.TableStates;
import io.tributary.cdc.apply.follow.LoadedMapping;
import io.tributary.cdc.apply.quarantine.KeyMapStore;
import io.tributary.cdc.apply.quarantine.QuarantineTransaction;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.common.change.RowImage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Converts changes and decides which rows go into the target, in the open transaction. Rows that
 * are gone or accepted leave the quarantine. Not thread-safe.
 */
final class RowAdmission {
  private final ApplySession session;
  private final LoadedMapping mapping;
  private final QuarantineTransaction quarantine;
  private final KeyMapStore keyMap;

  RowAdmission(
      ApplySession session,
      LoadedMapping mapping,
      QuarantineTransaction quarantine,
      KeyMapStore keyMap) {
    this.session = session;
    this.mapping = mapping;
    this.quarantine = quarantine;
    this.keyMap = keyMap;
  }

  AdmittedRows of(List<StreamRecord> changes) {
    return of(LastStates.of(mapping.mapped(), changes).stream());
  }

  /** The same for rows that were kept aside and are tried again. */
  AdmittedRows ofKept(List<SourceState> rows) {
    return of(LastStates.ofKept(mapping.mapped(), rows).stream());
  }

  private AdmittedRows of(Stream<TableStates> tables) {
    AdmittedRows admitted = new AdmittedRows();
    tables.forEach(states -> add(states, admitted));
    return admitted;
  }

  private void add(TableStates states, AdmittedRows admitted) {
    if (states.truncated()) {
      admitted.truncate(states.source());
      quarantine.forget(states.source());
    }
    quarantine.releaseShared(states.sharedGone());
    List<ConvertedRow> rows = states.converted();
    List<ConvertedRow> decided = states.table().keysMayMeet() ? claimKeys(states, rows) : rows;
    decided.forEach(admitted::add);
    quarantine.release(
        decided.stream()
            .filter(row -> !(row instanceof ConvertedRow.Refused))
            .map(ConvertedRow::key)
            .toList());
  }

  /**
   * Gives each key of the target to the first row that becomes it, as long as that row is there.
   */
  private List<ConvertedRow> claimKeys(TableStates states, List<ConvertedRow> rows) {
    MappedTable table = states.table();
    KeyClaims claims =
        new KeyClaims(keyMap.owners(session, states.source(), KeyClaims.wanted(table, rows)));
    List<ConvertedRow> out = new ArrayList<>();
    rows.forEach(row -> out.add(table.claimed(row, claims)));
    if (!claims.released().isEmpty()) {
      out.addAll(freed(states, rows, claims));
    }
    keyMap.change(session, states.source(), claims.released(), claims.taken());
    return out;
  }

  private static boolean frees(MappedTable table, KeyClaims claims, @Nullable RowImage targetKey) {
    return targetKey != null && claims.released().contains(table.text(targetKey));
  }

  /** Quarantined rows whose key of the target was given up. */
  private List<ConvertedRow> freed(TableStates states, List<ConvertedRow> rows, KeyClaims claims) {
    Set<SourceKey> known = new HashSet<>();
    rows.forEach(row -> known.add(row.key()));
    return quarantine.collided(states.source()).stream()
        .filter(kept -> !known.contains(kept.key()))
        .map(kept -> states.table().convert(kept))
        .filter(row -> frees(states.table(), claims, row.targetKey()))
        .map(row -> states.table().claimed(row, claims))
        .toList();
  }
}
