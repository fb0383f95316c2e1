package io.tributary.common.sqlite;

import io.tributary.common.convert.Conversion;
import io.tributary.common.convert.Epoch;
import io.tributary.common.convert.ZoneRule;
import java.util.Map;

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
 * @param conversions columns that are converted otherwise than their declared type says, such as
 *     keys that become UUIDs or texts that are times
 * @param names what is called otherwise, and what stays behind
 */
public record PlanChoices(
    String schema,
    boolean enforceSizes,
    boolean zoned,
    ZoneRule zones,
    Epoch epoch,
    boolean jsonb,
    Map<ColumnName, Conversion> conversions,
    NameChoices names) {

  /** Sizes kept, times without zone as they are written, jsonb. */
  public static PlanChoices usual(String schema) {
    return new PlanChoices(
        schema, true, false, ZoneRule.NONE, Epoch.NONE, true, Map.of(), NameChoices.NONE);
  }

  /** The same with conversions for some columns. */
  public PlanChoices with(Map<ColumnName, Conversion> declared) {
    return new PlanChoices(schema, enforceSizes, zoned, zones, epoch, jsonb, declared, names);
  }
}
