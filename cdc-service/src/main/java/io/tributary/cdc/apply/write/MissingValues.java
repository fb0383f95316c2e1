package io.tributary.cdc.apply.write;

import io.tributary.cdc.apply.fold.FoldErrors;
import io.tributary.cdc.apply.fold.RowKeys;
import io.tributary.cdc.apply.fold.TableEffects;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.common.change.RowImage;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Completes rows with values that the source did not send, from the target's own rows before any
 * statement of the batch has touched them. Not thread-safe.
 */
final class MissingValues {
  private final ApplySession session;
  private final boolean mayMiss;

  /**
   * Reads from a session.
   *
   * @param mayMiss whether rows may be missing that were gone at the source when they were read
   */
  MissingValues(ApplySession session, boolean mayMiss) {
    this.session = session;
    this.mayMiss = mayMiss;
  }

  /** The same effects with each move, and with {@code patchesToo} each patch, turned into a put. */
  TableEffects fill(TableEffects effects, boolean patchesToo) {
    List<RowImage> patches = patchesToo ? effects.patches() : List.of();
    if (effects.moves().isEmpty() && patches.isEmpty()) {
      return effects;
    }
    TargetTable table = effects.table();
    if (mayMiss && !effects.moves().isEmpty()) {
      // The old key's row in the target may be another one by now, and give the values of that.
      throw FoldErrors.movedWhileCopied(table.name(), effects.moves().get(0).from());
    }
    List<List<String>> keys = new ArrayList<>();
    List<RowImage> rows = new ArrayList<>();
    for (TableEffects.Move move : effects.moves()) {
      keys.add(move.from());
      rows.add(move.row());
    }
    for (RowImage patch : patches) {
      keys.add(RowKeys.of(table, patch));
      rows.add(patch);
    }
    List<RowImage> puts = new ArrayList<>(effects.puts());
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
  List<String> firstMissing(TargetTable table, List<RowImage> rows) {
    List<List<String>> keys = rows.stream().map(row -> RowKeys.of(table, row)).toList();
    Map<Long, RowImage> found = read(table, keys, List.of());
    for (int i = 0; i < keys.size(); i++) {
      if (!found.containsKey(i + 1L)) {
        return keys.get(i);
      }
    }
    return List.of();
  }

  private List<RowImage> filled(TargetTable table, List<List<String>> keys, List<RowImage> rows) {
    Set<String> wanted = new LinkedHashSet<>();
    for (RowImage row : rows) {
      for (int i = 0; i < row.columns().size(); i++) {
        if (RowImage.unchanged(row.values().get(i))) {
          wanted.add(row.columns().get(i));
        }
      }
    }
    Map<Long, RowImage> found = read(table, keys, List.copyOf(wanted));
    List<RowImage> out = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      RowImage stored = found.get(i + 1L);
      if (stored == null && mayMiss) {
        continue;
      }
      RowImage full = stored == null ? null : rows.get(i).filledFrom(stored);
      if (full == null || !full.complete()) {
        throw FoldErrors.rowMissing(table.name(), keys.get(i));
      }
      out.add(full);
    }
    return out;
  }

  private Map<Long, RowImage> read(
      TargetTable table, List<List<String>> keys, List<String> wanted) {
    RowSet<io.vertx.mutiny.sqlclient.Row> answer =
        session.run(new TableStatements(table).read(keys, wanted));
    Map<Long, RowImage> out = new HashMap<>();
    for (io.vertx.mutiny.sqlclient.Row row : answer) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < wanted.size(); i++) {
        values.add(row.getString(i + 1));
      }
      out.put(row.getLong(0), new RowImage(wanted, values));
    }
    return out;
  }
}
