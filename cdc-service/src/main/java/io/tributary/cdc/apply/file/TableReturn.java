package io.tributary.cdc.apply.file;

import io.tributary.cdc.apply.convert.SourceKey;
import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.common.change.RowImage;
import io.tributary.common.error.TributaryException;
import io.tributary.files.sqlite.back.ReturnRows;
import io.tributary.files.sqlite.back.ReturnTable;
import io.tributary.files.sqlite.back.ReturnTransaction;
import io.tributary.files.sqlite.back.RowChange;
import io.tributary.files.sqlite.back.RowRefusal;
import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.row.ReturnedRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** What is to become of the rows of one table of the file. Not thread-safe. */
final class TableReturn {
  private static final Logger LOG = Logger.getLogger(TableReturn.class);

  private final ReturnTransaction file;
  private final ReturningTable table;
  private final KeptKeys keys;
  private final RefusedRows refused;
  private final SettledRows settled;
  private final ReturnTable rows;
  private final Map<List<String>, RowImage> images = new LinkedHashMap<>();
  private final Map<RowChange, List<String>> keyOf = new IdentityHashMap<>();
  private final List<RowChange> changes = new ArrayList<>();
  private final Set<List<String>> left;
  private final Set<List<String>> renamed = new HashSet<>();
  private final Set<List<String>> came = new HashSet<>();
  private final Map<List<String>, RefusalReason> reasons = new LinkedHashMap<>();

  /**
   * Nothing is to become of them yet.
   *
   * @param left the keys that rows had which go on under another one
   */
  TableReturn(
      ReturnTransaction file,
      ReturningTable table,
      KeptKeys keys,
      RefusedRows refused,
      SettledRows settled,
      Set<List<String>> left) {
    this.file = file;
    this.table = table;
    this.keys = keys;
    this.refused = refused;
    this.settled = settled;
    this.left = left;
    this.rows = file.table(table.file());
  }

  /** The table is empty first. */
  void clear() {
    rows.clear();
    refused.release(table.target());
    settled.emptied(table.mapping());
    keys.notes().emptied(table.mapping().source());
  }

  /**
   * A row has these values.
   *
   * @param former the key that it had, where it got another one
   * @param isNew whether it is another row than the one that had its key
   */
  void put(RowImage row, Optional<List<String>> former, boolean isNew) {
    List<String> key = table.key(row);
    // A row that waits under the key that it had has there the values that are not sent again.
    RowImage whole =
        refused
            .of(table.target(), key)
            .or(() -> former.flatMap(had -> refused.of(table.target(), had)))
            .map(kept -> row.filledFrom(kept.row()))
            .orElse(row);
    images.put(key, whole);
    Optional<Map<String, SourceValue>> own = sourceKey(key);
    if (own.isEmpty()) {
      reasons.put(key, RefusalReason.of("its key has no place in the file"));
      return;
    }
    if (former.isEmpty()) {
      Map<String, SourceValue> here = left.contains(key) ? Map.of() : stored(own);
      if (isNew && !here.isEmpty()) {
        gone(own.get());
      }
      altered(key, whole, own.get(), isNew ? Map.of() : here);
      return;
    }
    Optional<Map<String, SourceValue>> before = sourceKey(former.get());
    Map<String, SourceValue> stored = stored(before);
    // Also a row that was born under its former key, of which the file has nothing.
    boolean another = isNew || !stored.isEmpty();
    if (another && !left.contains(key) && !stored(own).isEmpty()) {
      gone(own.get());
    }
    if (!stored.isEmpty()) {
      renamed.add(key);
      settled.add(table.mapping(), before.orElseThrow());
      left(former.get());
    }
    altered(key, whole, before.orElse(Map.of()), stored);
  }

  private void gone(Map<String, SourceValue> key) {
    changes.add(new RowChange.Removal(key));
    settled.add(table.mapping(), key);
  }

  private Map<String, SourceValue> stored(Optional<Map<String, SourceValue>> key) {
    return key.flatMap(rows::read).orElse(Map.of());
  }

  /** A row that is there gets other values, or one comes. */
  private void altered(
      List<String> key,
      RowImage row,
      Map<String, SourceValue> at,
      Map<String, SourceValue> stored) {
    if (stored.isEmpty()) {
      came.add(key);
    }
    returned(key, row, stored)
        .filter(changed -> stored.isEmpty() || !changed.isEmpty())
        .ifPresent(
            changed ->
                add(
                    key,
                    stored.isEmpty()
                        ? new RowChange.Addition(changed)
                        : new RowChange.Alteration(at, changed)));
  }

  private Optional<Map<String, SourceValue>> returned(
      List<String> key, RowImage row, Map<String, SourceValue> stored) {
    ReturnedRow returned = table.rows().back(row, stored, keys);
    if (returned instanceof ReturnedRow.Refused no) {
      reasons.put(key, RefusalReason.of(no));
      return Optional.empty();
    }
    return Optional.of(((ReturnedRow.Accepted) returned).changed());
  }

  /** A row is gone, unless it is the one that got another key. */
  void remove(List<String> key) {
    refused.release(table.target(), key);
    if (!left.contains(key)) {
      left(key);
      sourceKey(key)
          .ifPresent(
              found -> {
                add(key, new RowChange.Removal(found));
                settled.add(table.mapping(), found);
              });
    }
  }

  private void left(List<String> key) {
    mapped(key).ifPresent(gone -> keys.notes().left(table.mapping().source(), gone));
  }

  private void taken(List<String> key, Map<String, SourceValue> stored) {
    SourceKey own = SourceKey.of(table.mapping(), stored);
    mapped(key).ifPresent(mine -> keys.notes().taken(own.table(), mine, own.text()));
  }

  private Optional<String> mapped(List<String> key) {
    return table.rows().mapped(table.image(key));
  }

  private Optional<Map<String, SourceValue>> sourceKey(List<String> key) {
    return table.rows().key(table.image(key), keys);
  }

  private void add(List<String> key, RowChange change) {
    keyOf.put(change, key);
    changes.add(change);
  }

  /** Writes all of it; what the file does not take waits. */
  void write() {
    for (RowRefusal refusal : new ReturnRows(file, rows).apply(changes)) {
      List<String> key = keyOf.getOrDefault(refusal.change(), List.of());
      if (refusal.change() instanceof RowChange.Removal) {
        throw notRemoved(key, refusal.message());
      }
      reasons.put(key, RefusalReason.of(refusal.message()));
    }
    images.forEach(
        (key, row) -> {
          RefusalReason reason = reasons.get(key);
          if (reason == null) {
            refused.release(table.target(), key);
            sourceKey(key).ifPresent(own -> settle(key, own));
          } else if (renamed.contains(key)) {
            throw notRenamed(key, reason.whole());
          } else {
            wait(key, row, reason);
          }
        });
  }

  private void settle(List<String> key, Map<String, SourceValue> own) {
    settled.add(table.mapping(), own);
    if (came.contains(key) || renamed.contains(key)) {
      taken(key, own);
    }
  }

  private void wait(List<String> key, RowImage row, RefusalReason reason) {
    if (refused.of(table.target(), key).isEmpty()) {
      LOG.warnf(
          "a row waits code=%s table=%s file=%s",
          ApplyError.CHANGE_REFUSED.code(), table.target().display(), table.file());
    }
    refused.keep(table.target(), key, row, reason, !stored(sourceKey(key)).isEmpty());
  }

  /** Set aside, it would stand in the file under its old key, and come again under the new one. */
  private TributaryException notRenamed(List<String> key, String reason) {
    return new TributaryException(
        ApplyError.CHANGE_REFUSED,
        "The file does not take a row of its table %s under its new key %s: %s. Nothing of the change was written. Mend in the file what refuses it, or take the change back at the target, and type `./tributary resume NAME`."
            .formatted(table.file(), key, reason),
        Map.of("table", table.target().display(), "key", String.valueOf(key)));
  }

  private TributaryException notRemoved(List<String> key, String message) {
    return new TributaryException(
        ApplyError.CHANGE_REFUSED,
        "The file does not let row %s of its table %s go: %s. Take the trigger away that refuses it, and type `./tributary resume NAME`."
            .formatted(key, table.file(), message),
        Map.of("table", table.target().display(), "key", String.valueOf(key)));
  }
}
