package io.tributary.mapping.rule;

import io.tributary.common.ddl.TargetColumn;
import io.tributary.common.json.Json;
import io.tributary.common.plan.rule.ColumnRule;
import io.tributary.common.plan.rule.ConversionName;
import io.tributary.common.plan.rule.ConversionOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the conversion whose literals are of the type of a column in the target. */
public final class TargetTypeConversion {
  private static final Pattern SPELLING =
      Pattern.compile("([a-z ]+?)(?:\\((\\d+)(?:,(\\d+))?\\))?( with(?:out)? time zone)?");

  /** Types of extensions, which format_type may spell with their schema. */
  private static final Pattern EXTENSION =
      Pattern.compile("(?:(?:\\w+|\"[^\"]+\")\\.)?(vector|citext)((?:\\(\\d+\\))?)");

  private TargetTypeConversion() {}

  /**
   * The conversion with its options, as a rule would declare it; empty when none makes the type.
   */
  static Optional<ColumnRule> rule(TargetColumn column) {
    if (!column.labels().isEmpty()) {
      return rule(
          ConversionName.ENUM,
          Map.of(
              ConversionOption.LABELS,
              Json.text(column.labels()),
              ConversionOption.TYPE,
              column.type()));
    }
    Matcher extension = EXTENSION.matcher(column.base());
    String type = extension.matches() ? extension.group(1) + extension.group(2) : column.base();
    Matcher matcher = SPELLING.matcher(type);
    return matcher.matches()
        ? rule(matcher.group(1) + zone(matcher), matcher.group(2), matcher.group(3))
        : Optional.empty();
  }

  /** Whether it takes any text, within its length. */
  public static boolean isText(TargetColumn column) {
    return rule(column).filter(r -> r.converts(ConversionName.TEXT)).isPresent();
  }

  private static String zone(Matcher matcher) {
    return matcher.group(4) == null ? "" : matcher.group(4);
  }

  private static Optional<ColumnRule> rule(
      String name, @Nullable String first, @Nullable String second) {
    return switch (name) {
      case "text", "citext", "character varying", "character" ->
          rule(ConversionName.TEXT, ConversionOption.LENGTH, first);
      case "smallint" -> rule(ConversionName.INTEGER, ConversionOption.BITS, "16");
      case "integer" -> rule(ConversionName.INTEGER, ConversionOption.BITS, "32");
      case "bigint" -> rule(ConversionName.INTEGER, ConversionOption.BITS, "64");
      case "real" -> rule(ConversionName.REAL, ConversionOption.BITS, "32");
      case "double precision" -> rule(ConversionName.REAL, ConversionOption.BITS, "64");
      case "numeric" ->
          first == null
              ? rule(ConversionName.NUMERIC, Map.of())
              : rule(
                  ConversionName.NUMERIC,
                  Map.of(ConversionOption.PRECISION, first, ConversionOption.SCALE, second));
      case "boolean" -> rule(ConversionName.BOOLEAN, Map.of());
      case "uuid" -> rule(ConversionName.UUID, Map.of());
      case "json" -> rule(ConversionName.JSON, Map.of());
      case "jsonb" -> rule(ConversionName.JSONB, Map.of());
      case "bytea" -> rule(ConversionName.BYTES, Map.of());
      case "date" -> rule(ConversionName.DATE, Map.of());
      case "time without time zone" -> rule(ConversionName.TIME, ConversionOption.DIGITS, first);
      case "timestamp with time zone" ->
          rule(ConversionName.TIMESTAMPTZ, ConversionOption.DIGITS, first);
      case "timestamp without time zone" ->
          rule(ConversionName.TIMESTAMP, ConversionOption.DIGITS, first);
      case "vector" -> rule(ConversionName.VECTOR, ConversionOption.DIMENSION, first);
      default -> Optional.empty();
    };
  }

  private static Optional<ColumnRule> rule(
      ConversionName name, ConversionOption option, @Nullable String value) {
    return rule(name, value == null ? Map.of() : Map.of(option, value));
  }

  private static Optional<ColumnRule> rule(
      ConversionName name, Map<ConversionOption, String> options) {
    Map<String, String> texts = new TreeMap<>();
    options.forEach((option, value) -> texts.put(option.word(), value));
    return Optional.of(new ColumnRule(null, false, null, name.word(), texts));
  }
}
