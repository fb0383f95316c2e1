package io.tributary.cdc.apply.file;

import io.tributary.common.change.RowImage;
import io.tributary.common.json.Json;
import io.tributary.common.model.TableName;
import io.tributary.files.sqlite.back.ReturnTransaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the target that a file does not take, with their latest state, kept as facts of the
 * file: they go on waiting after a restart, and the next change of such a row is tried with all of
 * its values. Holds the facts as one transaction sees them. Not thread-safe.
 */
final class RefusedRows {
  private static final String ROW = "back_refused:";

  /** The fact that says how many wait; absent where none does. */
  static final String COUNT = "back_refused";

  private final ReturnTransaction file;
  private final Map<String, Kept> rows = new LinkedHashMap<>();
  private boolean changed;

  /**
   * A row that waits.
   *
   * @param table its table at the target
   * @param columns of the row
   * @param values its literals
   * @param reason why it is not taken, for those who may see the row
   * @param said the same for everybody; null where an earlier version has kept the row
   * @param there whether the file has the row in an earlier state
   */
  record Kept(
      TableName table,
      List<String> columns,
      List<@Nullable String> values,
      String reason,
      @Nullable String said,
      boolean there) {
    RowImage row() {
      return new RowImage(columns, values);
    }
  }

  private RefusedRows(ReturnTransaction file) {
    this.file = file;
  }

  static RefusedRows in(ReturnTransaction file) {
    RefusedRows found = new RefusedRows(file);
    file.facts(ROW)
        .forEach(
            (name, json) ->
                found.rows.put(name, Json.read(json.getBytes(StandardCharsets.UTF_8), Kept.class)));
    return found;
  }

  static void forget(ReturnTransaction file) {
    file.facts(ROW).keySet().forEach(file::unsetFact);
    file.unsetFact(COUNT);
  }

  long count() {
    return rows.size();
  }

  List<Kept> all() {
    return new ArrayList<>(rows.values());
  }

  /** The latest state of a row that waits. */
  Optional<Kept> of(TableName table, List<String> key) {
    return Optional.ofNullable(rows.get(name(table, key)));
  }

  /** Whether this transaction has changed anything of it. */
  boolean changed() {
    return changed;
  }

  void keep(TableName table, List<String> key, RowImage row, RefusalReason reason, boolean there) {
    Kept kept = new Kept(table, row.columns(), row.values(), reason.whole(), reason.said(), there);
    rows.put(name(table, key), kept);
    file.setFact(name(table, key), Json.text(kept));
    counted();
  }

  /** The row is taken, or gone. */
  void release(TableName table, List<String> key) {
    if (rows.remove(name(table, key)) != null) {
      file.unsetFact(name(table, key));
      counted();
    }
  }

  /** All rows of a table are gone. */
  void release(TableName table) {
    List<String> names =
        rows.entrySet().stream()
            .filter(entry -> entry.getValue().table().equals(table))
            .map(Map.Entry::getKey)
            .toList();
    names.forEach(
        name -> {
          rows.remove(name);
          file.unsetFact(name);
        });
    counted();
  }

  private void counted() {
    changed = true;
    if (rows.isEmpty()) {
      file.unsetFact(COUNT);
    } else {
      file.setFact(COUNT, String.valueOf(rows.size()));
    }
  }

  private static String name(TableName table, List<String> key) {
    return ROW + Json.text(List.of(table.display(), key));
  }
}
