package io.tributary.mapping.rule;

import io.tributary.common.ddl.TargetColumn;
import io.tributary.common.plan.rule.ColumnRule;
import io.tributary.common.plan.rule.ConversionName;
import io.tributary.common.plan.rule.ConversionOption;
import io.tributary.mapping.conversion.Conversion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The conversion of a column's values into a column that the operator's DDL made. The target
 * column's type chooses it, unless a rule does.
 *
 * @param conversion null when there is none
 * @param problem why there is none, or why its values do not fit, for people; null when they do
 */
public record ColumnFit(@Nullable Conversion conversion, @Nullable String problem) {
  private static final int UUID_LETTERS = 36;
  private static final int BOOLEAN_LETTERS = 5;

  /** Fits a column with its rule into its target. */
  public static ColumnFit of(ColumnRule declared, TargetColumn target, @Nullable String zone) {
    Optional<ColumnRule> usual = TargetTypeConversion.rule(target);
    if (declared.convert() == null && usual.isEmpty()) {
      return new ColumnFit(
          null,
          "no conversion makes "
              + target.type()
              + TextReadableTypes.problem(target)
                  .map(why -> ", and " + why)
                  .orElse(
                      "; declare convert: text to hand its text to PostgreSQL as it is, or drop"
                          + " it"));
    }
    if (declared.converts(ConversionName.TEXT)) {
      Optional<String> misread = TextReadableTypes.problem(target);
      if (misread.isPresent()) {
        return new ColumnFit(null, "convert: text does not fit, as " + misread.get());
      }
    }
    boolean asUsual = usual.filter(rule -> sameName(rule, declared)).isPresent();
    ColumnRule rule = asUsual ? merged(usual.get(), declared) : typed(declared, target);
    Optional<String> missing = RuleConversions.missing(rule);
    if (missing.isPresent()) {
      return new ColumnFit(null, missing.get());
    }
    Conversion conversion = RuleConversions.of(rule, zone);
    boolean fits =
        asUsual
            ? fitsUsual(conversion, rule, usual.get())
            : fitsOther(rule, usual.orElse(rule), target);
    return new ColumnFit(
        conversion,
        fits
            ? null
            : "convert: "
                + rule.convert()
                + " makes "
                + made(conversion, rule)
                + ", which does not fit the target's "
                + target.type());
  }

  private static String made(Conversion conversion, ColumnRule rule) {
    return rule.converts(ConversionName.ENUM)
        ? "one of " + String.join(", ", labels(rule))
        : conversion.targetType();
  }

  private static boolean sameName(ColumnRule usual, ColumnRule declared) {
    return declared.convert() == null || declared.convert().equals(usual.convert());
  }

  /** What the type says comes first where the rule says nothing. */
  private static ColumnRule merged(ColumnRule usual, ColumnRule declared) {
    Map<String, String> options = new LinkedHashMap<>(usual.options());
    options.putAll(declared.options());
    return new ColumnRule(declared.to(), false, null, usual.convert(), options);
  }

  /** Names go into a column that is no enum as its own type. */
  private static ColumnRule typed(ColumnRule declared, TargetColumn target) {
    if (!declared.converts(ConversionName.ENUM)) {
      return declared;
    }
    Map<String, String> options = new LinkedHashMap<>(declared.options());
    options.put(ConversionOption.TYPE.word(), target.type());
    return new ColumnRule(declared.to(), false, null, declared.convert(), options);
  }

  private static boolean fitsUsual(Conversion conversion, ColumnRule rule, ColumnRule usual) {
    if (RuleConversions.missing(usual).isPresent()) {
      return true;
    }
    return conversion.targetType().equals(RuleConversions.of(usual, null).targetType())
        && (!rule.converts(ConversionName.ENUM) || labels(usual).containsAll(labels(rule)));
  }

  /** A text may be what PostgreSQL reads, and a text column takes what is short enough. */
  private static boolean fitsOther(ColumnRule rule, ColumnRule usual, TargetColumn target) {
    if (rule.converts(ConversionName.TEXT)) {
      return true;
    }
    String length = usual.options().get(ConversionOption.LENGTH.word());
    return TargetTypeConversion.isText(target)
        && (length == null || longest(rule) <= Integer.parseInt(length));
  }

  private static int longest(ColumnRule rule) {
    return switch (rule.conversion()) {
      case UUID -> UUID_LETTERS;
      case BOOLEAN -> BOOLEAN_LETTERS;
      case ENUM ->
          labels(rule).stream().mapToInt(l -> l.codePointCount(0, l.length())).max().orElse(0);
      case TEXT,
          INTEGER,
          NUMERIC,
          REAL,
          JSON,
          JSONB,
          TIMESTAMPTZ,
          TIMESTAMP,
          DATE,
          TIME,
          BYTES,
          VECTOR ->
          Integer.MAX_VALUE;
    };
  }

  private static Set<String> labels(ColumnRule rule) {
    return Set.copyOf(new RuleOptions(rule.options()).labels(ConversionOption.LABELS).values());
  }
}
