package io.tributary.cdc.filecopy;

import io.tributary.cdc.apply.convert.Converted;
import io.tributary.cdc.apply.convert.KeyClaims;
import io.tributary.cdc.apply.convert.MappedSource;
import io.tributary.cdc.apply.convert.MappedTable;
import io.tributary.cdc.apply.convert.Refusal;
import io.tributary.cdc.apply.convert.SourceKey;
import io.tributary.cdc.apply.quarantine.KeyMapStore;
import io.tributary.cdc.apply.quarantine.LaterStates;
import io.tributary.cdc.apply.quarantine.QuarantineStore;
import io.tributary.cdc.apply.quarantine.RowsRefused;
import io.tributary.cdc.apply.target.TargetCalls;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.OnInvalid;
import io.tributary.common.plan.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is kept beside the rows: those that are refused, and whose keys are whose. */
record Asides(Source source, MappedSource mapped, QuarantineStore store, KeyMapStore keyMap) {

  static Asides of(StreamId stream, Source source, MappedSource mapped) {
    return new Asides(source, mapped, new QuarantineStore(stream), new KeyMapStore(stream));
  }

  /** Gives each key of the target to the first row that becomes it. */
  List<Converted> settle(TargetCalls target, TableName name, List<Converted> rows) {
    MappedTable table = mapped.table(name).orElseThrow();
    KeyClaims claims = new KeyClaims(keyMap.owners(target, name, KeyClaims.wanted(rows)));
    List<Converted> settled = rows.stream().map(row -> table.claimed(row, claims)).toList();
    keyMap.change(target, name, claims.released(), claims.taken());
    return settled;
  }

  /**
   * Keeps refused rows in the quarantine.
   *
   * @throws RowsRefused where the migration says to stop
   */
  void keep(TargetCalls target, List<Refusal> refusals) {
    if (refusals.isEmpty()) {
      return;
    }
    if (source.converted().onInvalid() == OnInvalid.STOP) {
      throw new RowsRefused(source.name(), refusals, new LaterStates().of(refusals, mapped));
    }
    Map<SourceKey, Refusal> byKey = new LinkedHashMap<>();
    refusals.forEach(refusal -> byKey.put(refusal.key(), refusal));
    store.put(target, byKey.values());
  }
}
