package io.tributary.cdc.apply.quarantine;

import io.tributary.cdc.apply.target.TargetSession;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The table that says which key of the source each key of the target was, one stream's part. */
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
      TargetSession session, TableName table, Collection<String> targetKeys) {
    Map<String, String> out = new HashMap<>();
    if (!targetKeys.isEmpty()) {
      for (Row row : query(session, OWNERS, table, array(targetKeys))) {
        out.put(row.getString("target_key"), row.getString("source_key"));
      }
    }
    return out;
  }

  /** Forgets keys, then notes new ones by key of the target. */
  public void change(
      TargetSession session, TableName table, Collection<String> gone, Map<String, String> taken) {
    if (!gone.isEmpty()) {
      query(session, REMOVE, table, array(gone));
    }
    if (!taken.isEmpty()) {
      String[] target = array(taken.keySet());
      String[] source = new String[target.length];
      for (int i = 0; i < target.length; i++) {
        source[i] = taken.get(target[i]);
      }
      session.query(PUT, stream.migration(), stream.source(), table.display(), target, source);
    }
  }

  void removeTable(TargetSession session, TableName table) {
    session.query(REMOVE_TABLE, stream.migration(), stream.source(), table.display());
  }

  void removeAll(TargetSession session) {
    session.query(REMOVE_ALL, stream.migration(), stream.source());
  }

  private Iterable<Row> query(
      TargetSession session, String sql, TableName table, String[] targetKeys) {
    return session.query(sql, stream.migration(), stream.source(), table.display(), targetKeys);
  }

  private static String[] array(Collection<String> texts) {
    return texts.toArray(String[]::new);
  }
}
