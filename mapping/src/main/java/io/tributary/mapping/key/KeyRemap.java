package io.tributary.mapping.key;

import io.tributary.common.plan.rule.ColumnRule;
import io.tributary.common.plan.rule.ConversionName;
import io.tributary.common.plan.rule.ConversionOption;
import io.tributary.common.plan.source.ConvertedSource;
import io.tributary.mapping.conversion.Conversion;
import io.tributary.mapping.conversion.UuidConversion;
import io.tributary.mapping.rule.RuleConversions;
import io.tributary.mapping.sqlite.schema.SqliteColumn;
import io.tributary.mapping.sqlite.schema.SqliteColumnName;
import io.tributary.mapping.sqlite.schema.SqliteSchema;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The conversions of keys that become UUIDs, and of all columns that refer to these keys.
 *
 * @param conversions of the keys and of the columns that refer to them
 * @param problems why it cannot be done as declared, for people
 */
public record KeyRemap(Map<SqliteColumnName, Conversion> conversions, List<String> problems) {

  /**
   * Follows the foreign keys.
   *
   * @param chosen the conversions of columns so far; those to UUIDs are followed
   */
  public static KeyRemap of(
      SqliteSchema schema, ConvertedSource rules, Map<SqliteColumnName, Conversion> chosen) {
    Map<SqliteColumnName, UuidConversion> uuids = new TreeMap<>();
    chosen.forEach((column, conversion) -> uuid(conversion).ifPresent(c -> uuids.put(column, c)));
    Set<SqliteColumnName> dropped = dropped(schema, rules);
    RemapPlan plan =
        RemapPlan.of(
            KeyReference.of(schema).stream().filter(r -> !touches(r, dropped)).toList(),
            uuids.keySet());
    List<String> problems = new ArrayList<>(plan.problems());
    Map<SqliteColumnName, Conversion> conversions = new TreeMap<>();
    plan.columns()
        .forEach(
            (column, origin) -> {
              ColumnRule rule = rules.table(column.table()).column(column.column());
              UuidConversion own = uuids.get(column);
              UuidConversion map =
                  Objects.requireNonNull(
                      uuids.get(origin), "columns follow keys that become UUIDs");
              problem(column, rule, origin, own, map).ifPresent(problems::add);
              boolean key = isKey(schema, column) || own != null && own.key();
              conversions.put(
                  column,
                  RuleConversions.emptyAsNull(rule, new UuidConversion(map.namespace(), key)));
            });
    return new KeyRemap(conversions, problems);
  }

  private static Optional<String> problem(
      SqliteColumnName column,
      ColumnRule rule,
      SqliteColumnName origin,
      @Nullable UuidConversion own,
      UuidConversion map) {
    String follows = column.display() + " refers to " + origin.display() + ", which becomes a UUID";
    if (own == null) {
      return Optional.ofNullable(rule.convert())
          .filter(convert -> !convert.equals(ConversionName.UUID.word()))
          .map(convert -> follows + ": remove its convert: " + convert + ".");
    }
    boolean other =
        rule.options().containsKey(ConversionOption.NAMESPACE.word())
            && !Objects.equals(own.namespace(), map.namespace());
    return other
        ? Optional.of(follows + " under another namespace: remove the namespace of this one.")
        : Optional.empty();
  }

  private static Optional<UuidConversion> uuid(Conversion conversion) {
    return conversion.bare() instanceof UuidConversion uuid ? Optional.of(uuid) : Optional.empty();
  }

  private static boolean isKey(SqliteSchema schema, SqliteColumnName column) {
    return schema
        .table(column.table())
        .filter(table -> table.keyColumns().contains(column.column()))
        .isPresent();
  }

  private static Set<SqliteColumnName> dropped(SqliteSchema schema, ConvertedSource rules) {
    Set<SqliteColumnName> dropped = new TreeSet<>();
    for (SqliteTable table : schema.tables()) {
      for (SqliteColumn column : table.columns()) {
        if (rules.table(table.name()).column(column.name()).drop()) {
          dropped.add(new SqliteColumnName(table.name(), column.name()));
        }
      }
    }
    return dropped;
  }

  private static boolean touches(KeyReference reference, Set<SqliteColumnName> dropped) {
    return reference.columns().stream()
            .anyMatch(c -> dropped.contains(new SqliteColumnName(reference.table(), c)))
        || reference.parentColumns().stream()
            .anyMatch(c -> dropped.contains(new SqliteColumnName(reference.parent(), c)));
  }
}
