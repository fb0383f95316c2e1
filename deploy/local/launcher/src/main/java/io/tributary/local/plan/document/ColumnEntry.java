package io.tributary.local.plan.document;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of a column.
 *
 * @param from its name at the source; null for a constant
 * @param declared its type there, empty where it has none; null for a constant
 * @param fate what becomes of it
 * @param to its name in the target; null where it does not move
 * @param type its type there; null where it does not move, or is not known yet
 * @param conversion what happens to its values; null where nothing does
 * @param constant the value of every row; null for other columns
 * @param change what a conversion changes; null where values stay exactly as they are
 * @param filled what gives a new row its value, where something does: an identity, a default or an
 *     expression, in the source's words; null elsewhere
 * @param back how values come home; null where that is not known
 */
public record ColumnEntry(
    @Nullable String from,
    @Nullable String declared,
    ColumnFate fate,
    @Nullable String to,
    @Nullable String type,
    @Nullable String conversion,
    @Nullable String constant,
    @Nullable ChangeEntry change,
    @Nullable String filled,
    @Nullable BackEntry back) {

  /** A column that has no place in the target. */
  public static ColumnEntry gone(
      String from, String declared, ColumnFate fate, @Nullable BackEntry back) {
    return new ColumnEntry(from, declared, fate, null, null, null, null, null, null, back);
  }

  /** A column of the target that holds one value. */
  public static ColumnEntry constant(String to, @Nullable String type, String value) {
    return new ColumnEntry(
        null, null, ColumnFate.CONSTANT, to, type, null, value, null, null, null);
  }
}
