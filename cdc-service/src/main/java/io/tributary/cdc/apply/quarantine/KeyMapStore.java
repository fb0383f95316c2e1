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
  private static final String OWNERS =
      """
      SELECT target_key, source_key FROM tributary.key_map
      WHERE migration = $1 AND source = $2 AND source_table = $3
        AND target_key = ANY($4::text[])""";
  private static final String PUT =
      """
      INSERT INTO tributary.key_map (migration, source, source_table, target_key, source_key)
      SELECT $1, $2, $3, u.t, u.s FROM unnest($4::text[], $5::text[]) AS u(t, s)""";
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
    Map<String, String> out = new HashMap<>();
    if (!targetKeys.isEmpty()) {
      call(target, OWNERS, table, array(targetKeys))
          .forEach(row -> out.put(row.get(0), row.get(1)));
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
