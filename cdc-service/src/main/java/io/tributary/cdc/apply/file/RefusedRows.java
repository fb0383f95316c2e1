package io.tributary.cdc.apply.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.cdc.apply.file.ListedLetters.Subject;
import io.tributary.common.change.RowImage;
import io.tributary.common.json.Json;
import io.tributary.common.model.TableName;
import io.tributary.files.sqlite.back.ReturnTransaction;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
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
  private final Map<Subject, Optional<Kept>> seen = new HashMap<>();
  private final Map<Subject, Optional<Kept>> changes = new LinkedHashMap<>();
  private long count;

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

  private RefusedRows(ReturnTransaction file, long count) {
    this.file = file;
    this.count = count;
  }

  /** Those of a file; a row is read when it is asked for, since very many may wait. */
  static RefusedRows in(ReturnTransaction file) {
    return new RefusedRows(file, file.fact(COUNT).map(Long::parseLong).orElse(0L));
  }

  static void forget(ReturnTransaction file) {
    file.facts(ROW).keySet().forEach(file::unsetFact);
    file.unsetFact(COUNT);
  }

  long count() {
    return count;
  }

  /** All that wait. */
  List<Kept> all() {
    return file.facts(ROW).values().stream().map(RefusedRows::read).toList();
  }

  /** The latest state of a row that waits. */
  Optional<Kept> of(TableName table, List<String> key) {
    return of(new Subject(table, key, null));
  }

  private Optional<Kept> of(Subject row) {
    return seen.computeIfAbsent(
        row, unseen -> count == 0 ? Optional.empty() : file.fact(name(row)).map(RefusedRows::read));
  }

  /**
   * What this transaction has changed: the rows with their latest state, empty where none waits.
   */
  Map<Subject, Optional<Kept>> changes() {
    return Collections.unmodifiableMap(changes);
  }

  void keep(TableName table, List<String> key, RowImage row, RefusalReason reason, boolean there) {
    Subject subject = new Subject(table, key, null);
    if (of(subject).isEmpty()) {
      count++;
    }
    Kept kept = new Kept(table, row.columns(), row.values(), reason.whole(), reason.said(), there);
    file.setFact(name(subject), Json.text(kept));
    changed(subject, Optional.of(kept));
  }

  /** The row is taken, or gone. */
  void release(TableName table, List<String> key) {
    Subject subject = new Subject(table, key, null);
    if (of(subject).isPresent()) {
      count--;
      file.unsetFact(name(subject));
      changed(subject, Optional.empty());
    }
  }

  /** All rows of a table are gone. */
  void release(TableName table) {
    String ofTable = ROW + "[" + Json.text(table.display()) + ",";
    file.facts(ofTable)
        .forEach(
            (name, json) -> {
              if (read(json).table().equals(table)) {
                release(table, key(name));
              }
            });
  }

  private void changed(Subject row, Optional<Kept> now) {
    seen.put(row, now);
    changes.put(row, now);
    if (count == 0) {
      file.unsetFact(COUNT);
    } else {
      file.setFact(COUNT, String.valueOf(count));
    }
  }

  private static Kept read(String json) {
    return Json.read(json.getBytes(StandardCharsets.UTF_8), Kept.class);
  }

  private static String name(Subject row) {
    return ROW + Json.text(List.of(row.table().display(), row.key()));
  }

  private static List<String> key(String name) {
    byte[] json = name.substring(ROW.length()).getBytes(StandardCharsets.UTF_8);
    JsonNode key = Json.read(json, JsonNode.class).get(1);
    return StreamSupport.stream(key.spliterator(), false).map(JsonNode::asText).toList();
  }
}
