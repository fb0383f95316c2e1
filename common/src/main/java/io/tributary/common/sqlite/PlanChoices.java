package io.tributary.common.sqlite;

import io.tributary.common.convert.Epoch;
import io.tributary.common.convert.ZoneRule;

/**
 * What the operator decides about a derived schema.
 *
 * @param schema the target's schema
 * @param enforceSizes whether declared lengths, precisions and scales are declared in the target,
 *     though SQLite does not enforce them: values beyond them are then rejected row by row
 * @param zoned whether DATETIME and TIMESTAMP become {@code timestamptz}
 * @param zones the zone of times that name none
 * @param epoch which numbers in such columns are times
 * @param jsonb whether JSON becomes {@code jsonb} and not {@code json}
 */
public record PlanChoices(
    String schema,
    boolean enforceSizes,
    boolean zoned,
    ZoneRule zones,
    Epoch epoch,
    boolean jsonb) {

  /** Sizes kept, times without zone as they are written, jsonb. */
  public static PlanChoices usual(String schema) {
    return new PlanChoices(schema, true, false, ZoneRule.NONE, Epoch.NONE, true);
  }
}
