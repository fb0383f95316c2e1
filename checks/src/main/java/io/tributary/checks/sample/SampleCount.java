package io.tributary.checks.sample;

import io.tributary.common.change.RowImage;
import io.tributary.mapping.conversion.ConversionOutcome;
import io.tributary.mapping.quarantine.QuarantineReason;
import io.tributary.mapping.row.RowConversion;
import io.tributary.mapping.table.TableMapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what is refused of the rows of one table. Not thread-safe. */
final class SampleCount {
  private static final int KEPT_KEYS = 5;

  private final TableMapping mapping;
  private final RowConversion conversion;
  private final Map<Place, Counted> counts = new LinkedHashMap<>();
  private long read;
  private long refused;

  SampleCount(TableMapping mapping) {
    this.mapping = mapping;
    this.conversion = new RowConversion(mapping);
  }

  long read() {
    return read;
  }

  void add(RowImage row) {
    read++;
    Map<String, ConversionOutcome.Rejected> found = conversion.refusals(row);
    if (!found.isEmpty()) {
      refused++;
    }
    found.forEach(
        (column, rejected) ->
            counts
                .computeIfAbsent(
                    new Place(column, rejected.reason()), place -> new Counted(rejected.text()))
                .add(RowKeyText.of(mapping, row)));
  }

  TableSample sample(boolean whole) {
    List<RefusedValues> values = new ArrayList<>();
    counts.forEach(
        (place, counted) ->
            values.add(
                new RefusedValues(
                    place.column, place.reason, counted.rows, counted.keys, counted.text)));
    return new TableSample(mapping.source(), read, whole, refused, values);
  }

  private record Place(String column, QuarantineReason reason) {}

  private static final class Counted {
    private final String text;
    private final List<String> keys = new ArrayList<>();
    private long rows;

    Counted(String text) {
      this.text = text;
    }

    void add(String key) {
      rows++;
      if (keys.size() < KEPT_KEYS) {
        keys.add(key);
      }
    }
  }
}
