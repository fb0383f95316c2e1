package io.tributary.checks.rows;

import io.tributary.checks.sample.RowKeyText;
import io.tributary.checks.sample.TableSample;
import io.tributary.common.change.RowImage;
import io.tributary.mapping.quarantine.QuarantineReason;
import io.tributary.mapping.row.MappedRow;
import io.tributary.mapping.row.RowConversion;
import io.tributary.mapping.table.ColumnMapping;
import io.tributary.mapping.table.SourceMapping;
import io.tributary.mapping.table.TableMapping;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Converts every row of a source by the conversions of the copy, and finds those that it would set
 * aside: values that are refused, keys that become equal, references to rows that are not there or
 * are set aside themselves. What only PostgreSQL can refuse (checks, other unique indexes) is not
 * seen. Tables are read several times, a part of their keys at a time, so that memory is bounded
 * and nothing is written. One use; not thread-safe.
 */
public final class WholeCheck {
  private static final int KEYS_AT_A_TIME = 1_000_000;
  private static final int SHOWN = 20;

  private final SourceMapping mapping;
  private final List<RowReference> references;
  private final RowScan scan;
  private final int keysAtATime;
  private final Map<TableMapping, RowTally> tallies = new LinkedHashMap<>();
  private final Map<TableMapping, HashedKeys> gone = new LinkedHashMap<>();
  private boolean complete = true;

  /** A check of all tables of a mapping. */
  public WholeCheck(SourceMapping mapping, List<RowReference> references, RowScan scan) {
    this(mapping, references, scan, KEYS_AT_A_TIME);
  }

  /** The same with other bounds, which change nothing of what is found. */
  WholeCheck(SourceMapping mapping, List<RowReference> references, RowScan scan, int keysAtATime) {
    this.mapping = mapping;
    this.references = List.copyOf(references);
    this.scan = scan;
    this.keysAtATime = keysAtATime;
  }

  /** What was found, table by table. */
  public List<TableSample> look() throws SQLException {
    for (TableMapping table : mapping.tables()) {
      tallies.put(table, new RowTally(table, SHOWN));
      gone.put(table, new HashedKeys());
      convert(table);
    }
    for (TableMapping table : mapping.tables()) {
      if (table.named() && table.keysMayMeet()) {
        collide(table);
      }
    }
    followReferences();
    return tallies.values().stream().map(RowTally::result).toList();
  }

  /** Whether rows that refer to rows set aside were all found; there may be too many of these. */
  public boolean complete() {
    return complete;
  }

  private void convert(TableMapping table) throws SQLException {
    RowConversion conversion = new RowConversion(table);
    RowTally tally = tally(table);
    scan.read(
        table,
        row -> {
          tally.read();
          if (conversion.convert(row) instanceof MappedRow.Refused refused) {
            tally.refuse(row, refused.column(), refused.reason(), refused.text());
          }
        });
  }

  private void collide(TableMapping table) throws SQLException {
    List<String> key = table.keyColumns().stream().map(ColumnMapping::target).toList();
    int parts = parts(table);
    for (int part = 0; part < parts; part++) {
      int now = part;
      HashedKeys seen = new HashedKeys();
      moving(
          table,
          (row, converted) -> {
            Optional<HashedKey> hashed = hashed(table, converted, key);
            if (hashed.filter(h -> h.part(parts) == now).isPresent() && !seen.add(hashed.get())) {
              setAside(
                  table,
                  row,
                  table.key().get(0),
                  QuarantineReason.KEY_COLLISION,
                  "%s becomes %s as another row does, which came first"
                      .formatted(RowKeyText.of(table, row), values(converted, key)));
            }
          });
    }
  }

  private void followReferences() throws SQLException {
    Set<TableMapping> changed = new HashSet<>(mapping.tables());
    while (!changed.isEmpty() && complete) {
      Set<TableMapping> next = new HashSet<>();
      for (RowReference reference : references) {
        if (complete && changed.contains(reference.parent())) {
          int before = gone(reference.child()).size();
          orphans(reference);
          if (gone(reference.child()).size() > before) {
            next.add(reference.child());
          }
        }
      }
      changed = next;
    }
  }

  private void orphans(RowReference reference) throws SQLException {
    TableMapping child = reference.child();
    List<ColumnMapping> own =
        reference.columns().stream().map(name -> byTarget(child, name)).toList();
    String columns = String.join(", ", own.stream().map(ColumnMapping::source).toList());
    int parts = parts(reference.parent());
    for (int part = 0; part < parts; part++) {
      int now = part;
      HashedKeys there = new HashedKeys();
      moving(
          reference.parent(),
          (row, converted) ->
              hashed(reference.parent(), converted, reference.parentColumns())
                  .filter(key -> key.part(parts) == now)
                  .ifPresent(there::add));
      moving(
          child,
          (row, converted) -> {
            Optional<HashedKey> wanted = hashed(child, converted, reference.columns());
            if (wanted.filter(h -> h.part(parts) == now).isPresent()
                && !there.contains(wanted.get())) {
              setAside(
                  child,
                  row,
                  columns,
                  QuarantineReason.ORPHAN,
                  "no row of %s has %s"
                      .formatted(
                          reference.parent().target().display(),
                          values(converted, reference.columns())));
            }
          });
    }
  }

  private void setAside(
      TableMapping table, RowImage row, String column, QuarantineReason reason, String text) {
    if (gone(table).size() >= keysAtATime) {
      complete = false;
      tally(table).refuse(row, column, reason, text);
    } else if (gone(table).add(identity(table, row))) {
      tally(table).refuse(row, column, reason, text);
    }
  }

  /** Takes a row that the target gets, as it was and as it becomes. */
  private interface Taken {
    void take(RowImage row, RowImage converted);
  }

  private void moving(TableMapping table, Taken taken) throws SQLException {
    RowConversion conversion = new RowConversion(table);
    HashedKeys without = gone(table);
    scan.read(
        table,
        row -> {
          if (conversion.convert(row) instanceof MappedRow.Accepted accepted
              && (without.size() == 0 || !without.contains(identity(table, row)))) {
            taken.take(row, accepted.row());
          }
        });
  }

  /** By its key at the source; values of two storage classes are two keys. */
  private static HashedKey identity(TableMapping table, RowImage row) {
    List<String> values = new ArrayList<>();
    for (String column : table.key()) {
      values.add(String.valueOf(row.value(column)));
      values.add(String.valueOf(row.storageClasses().get(column)));
    }
    return HashedKey.of(values);
  }

  /** Empty where a column of the key is NULL. */
  private static Optional<HashedKey> hashed(
      TableMapping table, RowImage converted, List<String> columns) {
    List<String> values = new ArrayList<>();
    for (String column : columns) {
      @Nullable String value = converted.value(column);
      if (value == null) {
        return Optional.empty();
      }
      values.add(ComparedValue.of(byTarget(table, column).conversion().targetType(), value));
    }
    return Optional.of(HashedKey.of(values));
  }

  private static String values(RowImage row, List<String> columns) {
    return RowKeyText.of(columns, row);
  }

  private static ColumnMapping byTarget(TableMapping table, String column) {
    return table.columns().stream()
        .filter(each -> each.target().equals(column))
        .findFirst()
        .orElseThrow();
  }

  private int parts(TableMapping table) {
    return (int) (tally(table).rows() / keysAtATime + 1);
  }

  private RowTally tally(TableMapping table) {
    return tallies.computeIfAbsent(table, t -> new RowTally(t, SHOWN));
  }

  private HashedKeys gone(TableMapping table) {
    return gone.computeIfAbsent(table, t -> new HashedKeys());
  }
}
