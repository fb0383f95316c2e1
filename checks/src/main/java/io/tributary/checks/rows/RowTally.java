package io.tributary.checks.rows;

import io.tributary.checks.sample.RefusedValues;
import io.tributary.checks.sample.RowKeyText;
import io.tributary.checks.sample.TableSample;
import io.tributary.common.change.RowImage;
import io.tributary.mapping.quarantine.QuarantineReason;
import io.tributary.mapping.table.TableMapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what is set aside of one table, and keeps the keys of the first. Not thread-safe. */
final class RowTally {
  private final TableMapping table;
  private final int shown;
  private final Map<Place, Counted> counts = new LinkedHashMap<>();
  private long read;
  private long refused;

  RowTally(TableMapping table, int shown) {
    this.table = table;
    this.shown = shown;
  }

  private record Place(String column, QuarantineReason reason) {}

  private static final class Counted {
    private final String text;
    private final List<String> keys = new ArrayList<>();
    private long rows;

    Counted(String text) {
      this.text = text;
    }
  }

  void read() {
    read++;
  }

  /** How many rows were read. */
  long rows() {
    return read;
  }

  void refuse(RowImage row, String column, QuarantineReason reason, String text) {
    refused++;
    Counted counted = counts.computeIfAbsent(new Place(column, reason), place -> new Counted(text));
    counted.rows++;
    if (counted.keys.size() < shown) {
      counted.keys.add(RowKeyText.of(table, row));
    }
  }

  TableSample result() {
    List<RefusedValues> values = new ArrayList<>();
    counts.forEach(
        (place, counted) ->
            values.add(
                new RefusedValues(
                    place.column(), place.reason(), counted.rows, counted.keys, counted.text)));
    return new TableSample(table.source(), read, true, refused, values);
  }
}
