package io.tributary.cdc.copy;

import io.tributary.common.model.TableName;
import io.tributary.common.observed.TableCopyProgress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * How far each table is. Written by the workers, read by any thread.
 *
 * <p>A table that is not begun, or that is done, is in the list too; what remains is said of those
 * that are under way.
 */
final class CopyProgress {
  private final Map<TableName, Table> tables = new LinkedHashMap<>();

  CopyProgress(ChunkStates states) {
    for (ChunkState state : states.all()) {
      Table table = tables.computeIfAbsent(state.chunk().table(), name -> new Table());
      table.rows += state.rows();
      table.bytes += state.bytes();
      table.open += state.done() ? 0 : 1;
      long expected = state.chunk().rowsExpected();
      table.expectedKnown &= expected >= 0;
      table.expected += expected;
    }
    tables.values().forEach(table -> table.rowsBefore = table.rows);
  }

  private static final class Table {
    private long rows;
    private long bytes;
    private long open;
    private long expected;
    private boolean expectedKnown = true;
    private long rowsBefore;
    private long begunMillis;
  }

  private Table table(TableName name) {
    return Objects.requireNonNull(tables.get(name), "only chunks that are open are copied");
  }

  synchronized void begun(TableName name, long nowMillis) {
    Table table = table(name);
    table.begunMillis = table.begunMillis == 0 ? nowMillis : table.begunMillis;
  }

  /** Rows that passed; negative when they do not count, because their chunk broke off. */
  synchronized void passed(TableName name, long rows, long bytes) {
    Table table = table(name);
    table.rows += rows;
    table.bytes += bytes;
  }

  /** A chunk that is in the target, and was copied by somebody else. */
  synchronized void elsewhere(TableName name, CopiedAmount moved) {
    passed(name, moved.rows(), moved.bytes());
    done(name);
  }

  synchronized void done(TableName name) {
    table(name).open--;
  }

  synchronized List<TableCopyProgress> at(long nowMillis) {
    List<TableCopyProgress> all = new ArrayList<>();
    tables.forEach(
        (name, table) ->
            all.add(
                new TableCopyProgress(
                    name.display(),
                    table.rows,
                    table.bytes,
                    table.expectedKnown ? OptionalLong.of(table.expected) : OptionalLong.empty(),
                    remaining(table, nowMillis))));
    return all;
  }

  private static OptionalLong remaining(Table table, long nowMillis) {
    if (table.open == 0) {
      return OptionalLong.of(0);
    }
    long moved = table.rows - table.rowsBefore;
    if (moved <= 0 || !table.expectedKnown || table.begunMillis == 0) {
      return OptionalLong.empty();
    }
    long left = Math.max(0, table.expected - table.rows);
    return OptionalLong.of(left * (nowMillis - table.begunMillis) / moved / 1000);
  }
}
