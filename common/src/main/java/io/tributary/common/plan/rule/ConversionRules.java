package io.tributary.common.plan.rule;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is declared of the conversion of a source's rows.
 *
 * @param onInvalid what happens to rows that cannot be converted
 * @param enforceSizes whether declared lengths and precisions are enforced in the target
 * @param zone the zone of times that name none, as {@code java.time.ZoneId} spells it; null for
 *     none
 * @param tables rules by table
 */
public record ConversionRules(
    OnInvalid onInvalid,
    boolean enforceSizes,
    @Nullable String zone,
    Map<String, TableRule> tables) {
  /** Nothing is declared: a row that cannot be converted stops the stream. */
  public static final ConversionRules UNSAID =
      new ConversionRules(OnInvalid.STOP, true, null, Map.of());

  public ConversionRules {
    tables = Map.copyOf(tables);
  }

  /** The same with other rules of tables. */
  public ConversionRules withTables(Map<String, TableRule> other) {
    return new ConversionRules(onInvalid, enforceSizes, zone, other);
  }

  /** The same for rows that cannot be converted, otherwise. */
  public ConversionRules with(OnInvalid other) {
    return new ConversionRules(other, enforceSizes, zone, tables);
  }

  /** The rule of a table. */
  public TableRule table(String name) {
    return tables.getOrDefault(name, TableRule.NONE);
  }
}
