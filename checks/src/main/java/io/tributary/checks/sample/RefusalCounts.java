package io.tributary.checks.sample;

import io.tributary.mapping.quarantine.QuarantineReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Counts refused values of one table by column and reason, and keeps the keys of the first rows of
 * each. Not thread-safe.
 */
public final class RefusalCounts {
  private final int shown;
  private final Map<Place, Counted> counts = new LinkedHashMap<>();

  /** Nothing was refused yet; so many keys are kept of each reason. */
  public RefusalCounts(int shown) {
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

  /**
   * A value was refused.
   *
   * @param text what is wrong, as it is told of the first
   * @param key of the row, made only where it is kept
   */
  public void add(String column, QuarantineReason reason, String text, Supplier<String> key) {
    Counted counted = counts.computeIfAbsent(new Place(column, reason), place -> new Counted(text));
    counted.rows++;
    if (counted.keys.size() < shown) {
      counted.keys.add(key.get());
    }
  }

  /** What was refused, in the order in which it was met first. */
  public List<RefusedValues> values() {
    List<RefusedValues> values = new ArrayList<>();
    counts.forEach(
        (place, counted) ->
            values.add(
                new RefusedValues(
                    place.column(), place.reason(), counted.rows, counted.keys, counted.text)));
    return values;
  }
}
