package io.tributary.mapping.sqlite.translation;

import io.tributary.common.conversion.EpochUnit;
import io.tributary.mapping.conversion.Conversion;
import io.tributary.mapping.conversion.ZoneRule;
import io.tributary.mapping.sqlite.schema.SqliteColumnName;
import java.util.Map;

/**
 * The operator's choices about a derived schema.
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
public record SchemaChoices(
    String schema,
    boolean enforceSizes,
    boolean zoned,
    ZoneRule zones,
    EpochUnit epoch,
    boolean jsonb,
    Map<SqliteColumnName, Conversion> conversions,
    NameChoices names) {

  /** Sizes kept, times without zone as they are written, jsonb. */
  public static SchemaChoices usual(String schema) {
    return new SchemaChoices(
        schema, true, false, ZoneRule.NONE, EpochUnit.NONE, true, Map.of(), NameChoices.NONE);
  }

  /** The same with conversions for some columns. */
  public SchemaChoices with(Map<SqliteColumnName, Conversion> declared) {
    return new SchemaChoices(schema, enforceSizes, zoned, zones, epoch, jsonb, declared, names);
  }

  /** The same without declared sizes. */
  SchemaChoices withoutSizes() {
    return new SchemaChoices(schema, false, zoned, zones, epoch, jsonb, conversions, names);
  }
}
