package io.tributary.cdc.source.sqlite.copy;

import io.tributary.cdc.apply.convert.ConvertedRow;
import io.tributary.cdc.apply.convert.KeyClaims;
import io.tributary.cdc.apply.convert.MappedSource;
import io.tributary.cdc.apply.convert.MappedTable;
import io.tributary.cdc.apply.convert.RefusedRow;
import io.tributary.cdc.apply.convert.SourceKey;
import io.tributary.cdc.apply.quarantine.KeyMapStore;
import io.tributary.cdc.apply.quarantine.LaterStates;
import io.tributary.cdc.apply.quarantine.QuarantineStore;
import io.tributary.cdc.apply.quarantine.RefusedRowsFailure;
import io.tributary.cdc.apply.session.TargetCalls;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.rule.OnInvalid;
import io.tributary.common.plan.source.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a copy keeps in the target beside the rows: the refused ones, and which key was given to
 * which row.
 */
record CopySideTables(
    Source source, MappedSource mapped, QuarantineStore store, KeyMapStore keyMap) {

  static CopySideTables of(StreamId stream, Source source, MappedSource mapped) {
    return new CopySideTables(
        source, mapped, new QuarantineStore(stream, source), new KeyMapStore(stream));
  }

  /** Gives each key of the target to the first row that becomes it. */
  List<ConvertedRow> settle(TargetCalls target, TableName name, List<ConvertedRow> rows) {
    MappedTable table = mapped.table(name).orElseThrow();
    KeyClaims claims = new KeyClaims(keyMap.owners(target, name, KeyClaims.wanted(table, rows)));
    List<ConvertedRow> settled = rows.stream().map(row -> table.claimed(row, claims)).toList();
    keyMap.change(target, name, claims.released(), claims.taken());
    return settled;
  }

  /**
   * Keeps refused rows in the quarantine.
   *
   * @throws RefusedRowsFailure where the migration says to stop
   */
  void keep(TargetCalls target, List<RefusedRow> refusals) {
    if (refusals.isEmpty()) {
      return;
    }
    if (source.converted().onInvalid() == OnInvalid.STOP) {
      throw new RefusedRowsFailure(source.name(), refusals, new LaterStates().of(refusals, mapped));
    }
    Map<SourceKey, RefusedRow> byKey = new LinkedHashMap<>();
    refusals.forEach(refusal -> byKey.put(refusal.key(), refusal));
    store.put(target, byKey.values());
  }
}
