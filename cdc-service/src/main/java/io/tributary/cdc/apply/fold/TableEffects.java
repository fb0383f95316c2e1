package io.tributary.cdc.apply.fold;

import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.common.change.RowImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The effects of a batch on one table, in this order: emptied, rows removed, patched, put.
 *
 * @param truncate whether the table is emptied first
 * @param removes keys whose row goes away, if it is there
 * @param patches rows with values that the source did not send; the row must be there
 * @param puts rows with all their values; inserted or overwritten
 * @param moves rows with values that were not sent and must be taken from the row of another key,
 *     as it was before the batch
 * @param counts for a table without key: full row to how many more (or, negative, fewer) of it
 */
public record TableEffects(
    TargetTable table,
    boolean truncate,
    List<List<String>> removes,
    List<RowImage> patches,
    List<RowImage> puts,
    List<Move> moves,
    Map<RowImage, Integer> counts) {
  /** No effects yet on a table with a key. */
  static TableEffects none(TargetTable table, boolean truncate) {
    return new TableEffects(
        table,
        truncate,
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        Map.of());
  }

  /**
   * A row that changed its key.
   *
   * @param from the key before the batch
   * @param row the row, with {@link RowImage#UNCHANGED} where the values of {@code from} stay
   */
  public record Move(List<String> from, RowImage row) {}
}
