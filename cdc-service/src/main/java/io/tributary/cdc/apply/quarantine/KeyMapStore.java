package io.tributary.cdc.apply.quarantine;

import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.apply.session.TargetCalls;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One stream's part of the key map, which has the source's key for each key of the target. */
public final class KeyMapStore {
  private static final String SPELLINGS =
      """
      SELECT target_key, source_key FROM tributary.key_map
      WHERE migration = $1 AND source = $2 AND source_table = $3
        AND target_key = ANY($4::text[])""";
  private static final String OWNERS = SPELLINGS + " AND NOT vacant";
  private static final String PUT =
      """
      INSERT INTO tributary.key_map (migration, source, source_table, target_key, source_key)
      SELECT $1, $2, $3, u.t, u.s FROM unnest($4::text[], $5::text[]) AS u(t, s)
      ON CONFLICT (migration, source, source_table, target_key)
      DO UPDATE SET source_key = EXCLUDED.source_key, vacant = false""";
  private static final String VACATE_TABLE =
      """
      UPDATE tributary.key_map SET vacant = true
      WHERE migration = $1 AND source = $2 AND source_table = $3 AND NOT vacant""";
  private static final String VACATE = VACATE_TABLE + " AND target_key = ANY($4::text[])";
  private static final String REMOVE =
      """
      DELETE FROM tributary.key_map
      WHERE migration = $1 AND source = $2 AND source_table = $3
        AND target_key = ANY($4::text[])""";
  private static final String REMOVE_TABLE =
      "DELETE FROM tributary.key_map WHERE migration = $1 AND source = $2 AND source_table = $3";
  private static final String REMOVE_ALL =
      "DELETE FROM tributary.key_map WHERE migration = $1 AND source = $2";

  private final StreamId stream;

  /** The store of one stream. */
  public KeyMapStore(StreamId stream) {
    this.stream = stream;
  }

  /** Which rows of the source have these keys of the target. */
  public Map<String, String> owners(
      TargetCalls target, TableName table, Collection<String> targetKeys) {
    return sourceKeys(OWNERS, target, table, targetKeys);
  }

  /** How the source spells these keys of the target, also where their rows are gone. */
  public Map<String, String> spellings(
      TargetCalls target, TableName table, Collection<String> targetKeys) {
    return sourceKeys(SPELLINGS, target, table, targetKeys);
  }

  private Map<String, String> sourceKeys(
      String query, TargetCalls target, TableName table, Collection<String> targetKeys) {
    Map<String, String> out = new HashMap<>();
    if (!targetKeys.isEmpty()) {
      call(target, query, table, array(targetKeys)).forEach(row -> out.put(row.get(0), row.get(1)));
    }
    return out;
  }

  /** Forgets keys, then notes new ones by key of the target. */
  public void change(
      TargetCalls target, TableName table, Collection<String> gone, Map<String, String> taken) {
    if (!gone.isEmpty()) {
      call(target, REMOVE, table, array(gone));
    }
    if (!taken.isEmpty()) {
      String[] targetKeys = array(taken.keySet());
      String[] sourceKeys = new String[targetKeys.length];
      for (int i = 0; i < targetKeys.length; i++) {
        sourceKeys[i] = taken.get(targetKeys[i]);
      }
      target.call(
          PUT, stream.migration(), stream.source(), table.display(), targetKeys, sourceKeys);
    }
  }

  /** These keys are nobody's, and keep their spelling. */
  public void vacate(TargetCalls target, TableName table, Collection<String> targetKeys) {
    if (!targetKeys.isEmpty()) {
      call(target, VACATE, table, array(targetKeys));
    }
  }

  /** The same for all keys of a table. */
  public void vacateTable(TargetCalls target, TableName table) {
    target.call(VACATE_TABLE, stream.migration(), stream.source(), table.display());
  }

  void removeTable(ApplySession session, TableName table) {
    session.query(REMOVE_TABLE, stream.migration(), stream.source(), table.display());
  }

  void removeAll(ApplySession session) {
    session.query(REMOVE_ALL, stream.migration(), stream.source());
  }

  private List<List<String>> call(
      TargetCalls target, String sql, TableName table, String[] targetKeys) {
    return target.call(sql, stream.migration(), stream.source(), table.display(), targetKeys);
  }

  private static String[] array(Collection<String> texts) {
    return texts.toArray(String[]::new);
  }
}
