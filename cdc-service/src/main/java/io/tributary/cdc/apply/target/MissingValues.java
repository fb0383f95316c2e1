package io.tributary.cdc.apply.target;

import io.tributary.cdc.apply.fold.FoldErrors;
import io.tributary.cdc.apply.fold.Keys;
import io.tributary.cdc.apply.fold.TableEffects;
import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.common.change.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes values that the source did not send from the target's own rows, before any statement of the
 * batch has touched them.
 */
final class MissingValues {
  private final TargetSession session;
  private final boolean settling;

  /**
   * Reads from a session.
   *
   * @param settling whether rows may be missing that were gone at the source when they were read
   */
  MissingValues(TargetSession session, boolean settling) {
    this.session = session;
    this.settling = settling;
  }

  /** The same effects with each move, and with {@code patchesToo} each patch, turned into a put. */
  TableEffects fill(TableEffects effects, boolean patchesToo) {
    List<Row> patches = patchesToo ? effects.patches() : List.of();
    if (effects.moves().isEmpty() && patches.isEmpty()) {
      return effects;
    }
    TargetTable table = effects.table();
    if (settling && !effects.moves().isEmpty()) {
      // The old key's row in the target may be another one by now, and give the values of that.
      throw FoldErrors.movedWhileCopied(table.name(), effects.moves().get(0).from());
    }
    List<List<String>> keys = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (TableEffects.Move move : effects.moves()) {
      keys.add(move.from());
      rows.add(move.row());
    }
    for (Row patch : patches) {
      keys.add(Keys.of(table, patch));
      rows.add(patch);
    }
    List<Row> puts = new ArrayList<>(effects.puts());
    puts.addAll(filled(table, keys, rows));
    return new TableEffects(
        table,
        effects.truncate(),
        effects.removes(),
        patchesToo ? List.of() : effects.patches(),
        puts,
        List.of(),
        effects.counts());
  }

  /** The key of the first row that the target does not have. */
  List<String> firstMissing(TargetTable table, List<Row> rows) {
    List<List<String>> keys = rows.stream().map(row -> Keys.of(table, row)).toList();
    Map<Long, Row> found = read(table, keys, List.of());
    for (int i = 0; i < keys.size(); i++) {
      if (!found.containsKey(i + 1L)) {
        return keys.get(i);
      }
    }
    return List.of();
  }

  private List<Row> filled(TargetTable table, List<List<String>> keys, List<Row> rows) {
    Set<String> wanted = new LinkedHashSet<>();
    for (Row row : rows) {
      for (int i = 0; i < row.columns().size(); i++) {
        if (Row.unchanged(row.values().get(i))) {
          wanted.add(row.columns().get(i));
        }
      }
    }
    Map<Long, Row> found = read(table, keys, List.copyOf(wanted));
    List<Row> out = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Row stored = found.get(i + 1L);
      if (stored == null && settling) {
        continue;
      }
      Row full = stored == null ? null : rows.get(i).filledFrom(stored);
      if (full == null || !full.complete()) {
        throw FoldErrors.rowMissing(table.name(), keys.get(i));
      }
      out.add(full);
    }
    return out;
  }

  private Map<Long, Row> read(TargetTable table, List<List<String>> keys, List<String> wanted) {
    RowSet<io.vertx.mutiny.sqlclient.Row> answer =
        session.run(new Statements(table).read(keys, wanted));
    Map<Long, Row> out = new HashMap<>();
    for (io.vertx.mutiny.sqlclient.Row row : answer) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < wanted.size(); i++) {
        values.add(row.getString(i + 1));
      }
      out.put(row.getLong(0), new Row(wanted, values));
    }
    return out;
  }
}
