package io.tributary.cdc.apply.count;

import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One stream's part of the counts that are kept beside its checkpoint. Whoever has committed
 * changes adds their count, also when another instance has taken the stream over since.
 */
public final class ChangeCountStore {
  private static final String ADD =
      """
      INSERT INTO tributary.change_count AS c
      SELECT $1, $2, a.*, now(), now()
        FROM unnest($3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[],
                    $8::bigint[]) AS a
      ON CONFLICT (migration, source, table_name) DO UPDATE
        SET inserts = c.inserts + excluded.inserts, updates = c.updates + excluded.updates,
            deletes = c.deletes + excluded.deletes, truncates = c.truncates + excluded.truncates,
            bytes = c.bytes + excluded.bytes, at = now()""";

  private final StreamId stream;

  /** The counts of a stream. */
  public ChangeCountStore(StreamId stream) {
    this.stream = stream;
  }

  /**
   * Adds counts, in a transaction of its own.
   *
   * @param counts by the name of the table that verdicts have
   */
  public void add(ApplySession session, Map<TableName, TableChangeCount> counts) {
    List<String> tables = new ArrayList<>();
    List<TableChangeCount> values = new ArrayList<>();
    counts.forEach(
        (table, count) -> {
          tables.add(table.display());
          values.add(count);
        });
    session.query(
        ADD,
        stream.migration(),
        stream.source(),
        tables.toArray(String[]::new),
        values.stream().map(TableChangeCount::inserts).toArray(Long[]::new),
        values.stream().map(TableChangeCount::updates).toArray(Long[]::new),
        values.stream().map(TableChangeCount::deletes).toArray(Long[]::new),
        values.stream().map(TableChangeCount::truncates).toArray(Long[]::new),
        values.stream().map(TableChangeCount::bytes).toArray(Long[]::new));
  }
}
