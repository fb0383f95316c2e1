package io.tributary.common.desired;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the operator asked to be done once with rows of one source: apply its dead letters again,
 * give one of them up first, or repair rows that differ. Carried out at least once: applying dead
 * letters again does no harm, a discarded one is gone the second time, and a row that was repaired
 * is written as the source has it then.
 *
 * @param number the generation in which it was asked for, so that later requests have higher ones
 * @param source the source's name
 * @param discard id of the dead letter whose change is given up before the others are applied
 *     again; null when all are only to be applied again
 * @param repair the rows to be repaired, by table; empty for a request about dead letters
 */
public record RowRequest(
    long number, String source, @Nullable Long discard, List<ConfirmedRows> repair) {

  public RowRequest {
    repair = repair == null ? List.of() : List.copyOf(repair);
  }

  /** A request about dead letters. */
  public RowRequest(long number, String source, @Nullable Long discard) {
    this(number, source, discard, List.of());
  }

  /** A request to repair rows. */
  public static RowRequest repairing(long number, String source, List<ConfirmedRows> rows) {
    return new RowRequest(number, source, null, rows);
  }

  /** Whether rows are to be repaired; else it is about dead letters. */
  public boolean repairs() {
    return !repair.isEmpty();
  }

  /**
   * Whether the other request asks for the same, only at another time. A later repair of a source
   * replaces an earlier one: it is about what was confirmed since.
   */
  public boolean repeats(RowRequest other) {
    return source.equals(other.source)
        && repairs() == other.repairs()
        && Objects.equals(discard, other.discard);
  }
}
