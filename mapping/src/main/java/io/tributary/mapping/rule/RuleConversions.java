package io.tributary.mapping.rule;

import io.tributary.common.conversion.BytesEncoding;
import io.tributary.common.conversion.ClockChange;
import io.tributary.common.conversion.DigitRounding;
import io.tributary.common.conversion.EpochUnit;
import io.tributary.common.conversion.UuidText;
import io.tributary.common.plan.rule.ColumnRule;
import io.tributary.common.plan.rule.ConversionName;
import io.tributary.common.plan.rule.ConversionOption;
import io.tributary.mapping.conversion.BooleanConversion;
import io.tributary.mapping.conversion.BytesConversion;
import io.tributary.mapping.conversion.Conversion;
import io.tributary.mapping.conversion.DateConversion;
import io.tributary.mapping.conversion.EmptyAsNullConversion;
import io.tributary.mapping.conversion.EnumConversion;
import io.tributary.mapping.conversion.IntegerConversion;
import io.tributary.mapping.conversion.IntegerConversion.Width;
import io.tributary.mapping.conversion.JsonConversion;
import io.tributary.mapping.conversion.NumericConversion;
import io.tributary.mapping.conversion.RealConversion;
import io.tributary.mapping.conversion.TextConversion;
import io.tributary.mapping.conversion.TimeConversion;
import io.tributary.mapping.conversion.TimestampConversion;
import io.tributary.mapping.conversion.UuidConversion;
import io.tributary.mapping.conversion.VectorConversion;
import io.tributary.mapping.conversion.ZoneRule;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes conversions from the rules of a migration file. Pure and thread-safe. */
public final class RuleConversions {
  private RuleConversions() {}

  /**
   * The conversion that a rule declares.
   *
   * @param rule names a conversion, and nothing that it needs is {@link #missing}
   * @param zone the zone of times for which the rule names none; null for none
   */
  public static Conversion of(ColumnRule rule, @Nullable String zone) {
    Conversion conversion = of(rule.conversion(), new RuleOptions(rule.options()), zone);
    return emptyAsNull(rule, conversion);
  }

  /** What the rule needs besides, for people; empty when it is complete. */
  public static Optional<String> missing(ColumnRule rule) {
    RuleOptions options = new RuleOptions(rule.options());
    return switch (rule.conversion()) {
      case VECTOR ->
          options.has(ConversionOption.DIMENSION)
              ? Optional.empty()
              : Optional.of("convert: vector needs dimension, the count of its numbers");
      case ENUM ->
          options.has(ConversionOption.LABELS)
              ? Optional.empty()
              : Optional.of("convert: enum needs labels, the list of its names");
      case TEXT,
          INTEGER,
          NUMERIC,
          REAL,
          BOOLEAN,
          UUID,
          JSON,
          JSONB,
          TIMESTAMPTZ,
          TIMESTAMP,
          DATE,
          TIME,
          BYTES ->
          Optional.empty();
    };
  }

  /** The conversion, which takes '' as NULL if the rule says so. */
  public static Conversion emptyAsNull(ColumnRule rule, Conversion conversion) {
    return new RuleOptions(rule.options()).flag(ConversionOption.EMPTY_AS_NULL)
        ? new EmptyAsNullConversion(conversion)
        : conversion;
  }

  private static Conversion of(ConversionName name, RuleOptions options, @Nullable String zone) {
    return switch (name) {
      case TEXT -> new TextConversion(options.number(ConversionOption.LENGTH, 0));
      case INTEGER -> new IntegerConversion(width(options));
      case NUMERIC ->
          new NumericConversion(
              options.number(ConversionOption.PRECISION, 0),
              options.number(ConversionOption.SCALE, 0),
              rounding(options));
      case REAL -> new RealConversion(options.number(ConversionOption.BITS, 64) == 32);
      case BOOLEAN ->
          new BooleanConversion(
              options.spellings(ConversionOption.TRUE_TEXTS, BooleanConversion.USUAL.yes()),
              options.spellings(ConversionOption.FALSE_TEXTS, BooleanConversion.USUAL.no()));
      case ENUM ->
          new EnumConversion(
              options.text(ConversionOption.TYPE, "text"), options.labels(ConversionOption.LABELS));
      case UUID ->
          new UuidConversion(
              UuidText.read(options.text(ConversionOption.NAMESPACE, "")).orElse(null),
              options.flag(ConversionOption.KEY));
      case JSON -> new JsonConversion(false);
      case JSONB -> new JsonConversion(true);
      case TIMESTAMPTZ -> timestamp(true, options, zone);
      case TIMESTAMP -> timestamp(false, options, zone);
      case DATE -> new DateConversion();
      case TIME -> new TimeConversion(digits(options), rounding(options));
      case BYTES ->
          new BytesConversion(options.choice(ConversionOption.ENCODING, BytesEncoding.NONE));
      case VECTOR -> new VectorConversion(options.number(ConversionOption.DIMENSION, 0));
    };
  }

  private static Width width(RuleOptions options) {
    int bits = options.number(ConversionOption.BITS, 64);
    return bits == 16 ? Width.SMALLINT : bits == 32 ? Width.INTEGER : Width.BIGINT;
  }

  private static Conversion timestamp(boolean zoned, RuleOptions options, @Nullable String zone) {
    return new TimestampConversion(
        zoned,
        new ZoneRule(
            options.zone(ConversionOption.ZONE, zone),
            options.zone(ConversionOption.CURRENT_TIMESTAMP_ZONE, null),
            options.choice(ConversionOption.CHANGE, ClockChange.REJECT)),
        options.choice(ConversionOption.EPOCH, EpochUnit.NONE),
        digits(options),
        rounding(options));
  }

  private static int digits(RuleOptions options) {
    return options.number(ConversionOption.DIGITS, TimestampConversion.MOST_DIGITS);
  }

  private static DigitRounding rounding(RuleOptions options) {
    return options.choice(ConversionOption.ROUND, DigitRounding.REJECT);
  }
}
