package io.tributary.local.init.propose;

import io.tributary.common.plan.rule.ColumnRule;
import io.tributary.common.plan.rule.ConversionName;
import io.tributary.common.plan.rule.ConversionOption;
import io.tributary.mapping.conversion.Conversion;
import io.tributary.mapping.conversion.ConversionOutcome;
import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.rule.RuleConversions;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A conversion that a column may get, with the looks of values that speak for it. What it counts is
 * judged by the conversion itself, so that a proposal promises nothing that the copy refuses.
 *
 * @param rule as the migration file would have it
 * @param conversion what the rule makes of values
 * @param shapes values with one of these looks speak for it
 * @param hint the name that a column must have, because the values alone could be something else
 */
record Candidate(ColumnRule rule, Conversion conversion, List<ValueShape> shapes, Hint hint) {

  /** Whether the values alone say what they are. */
  enum Hint {
    NONE,
    TIME,
    TRUTH;

    boolean given(String column) {
      return switch (this) {
        case NONE -> true;
        case TIME -> NameHint.TIME.of(column);
        case TRUTH -> NameHint.TRUTH.of(column);
      };
    }
  }

  static final Candidate UUID = of(ConversionName.UUID, ValueShape.UUID);
  static final Candidate ZONED = of(ConversionName.TIMESTAMPTZ, ValueShape.ZONED_TIME);
  static final Candidate TIME =
      of(ConversionName.TIMESTAMP, ValueShape.ISO_TIME, ValueShape.CURRENT_TIMESTAMP);
  static final Candidate DAY_OR_TIME =
      of(
          ConversionName.TIMESTAMP,
          ValueShape.ISO_TIME,
          ValueShape.CURRENT_TIMESTAMP,
          ValueShape.DATE);
  static final Candidate DATE = of(ConversionName.DATE, ValueShape.DATE);
  static final Candidate JSONB = of(ConversionName.JSONB, ValueShape.JSON);
  static final Candidate SPELLED_TRUTH = of(ConversionName.BOOLEAN, ValueShape.TRUE_OR_FALSE);
  static final Candidate TRUTH =
      of(ConversionName.BOOLEAN, Map.of(), Hint.TRUTH, ValueShape.ZERO_OR_ONE);
  static final Candidate SECONDS = counted("seconds", ValueShape.SECONDS);
  static final Candidate MILLIS = counted("millis", ValueShape.MILLIS);
  static final Candidate MICROS = counted("micros", ValueShape.MICROS);
  static final Candidate WHOLE = of(ConversionName.INTEGER, ValueShape.WHOLE);
  static final Candidate NUMBER = of(ConversionName.REAL, ValueShape.NUMBER);
  static final Candidate EXACT = of(ConversionName.NUMERIC, ValueShape.NUMBER);
  static final Candidate ANY_TEXT = of(ConversionName.TEXT, ValueShape.TEXT, ValueShape.NUMBER);
  static final Candidate BYTES = of(ConversionName.BYTES, ValueShape.BLOB);

  /** Times of several spellings, as somebody may read them who knows the zone. */
  static final Candidate MIXED =
      of(
          ConversionName.TIMESTAMPTZ,
          Map.of(
              ConversionOption.ZONE.word(), "UTC",
              ConversionOption.CURRENT_TIMESTAMP_ZONE.word(), "UTC"),
          Hint.NONE,
          ValueShape.ZONED_TIME,
          ValueShape.CURRENT_TIMESTAMP,
          ValueShape.ISO_TIME,
          ValueShape.DATE);

  /** The same with counts since 1970 among them. */
  static final Candidate MIXED_WITH_COUNTS =
      of(
          ConversionName.TIMESTAMPTZ,
          Map.of(
              ConversionOption.ZONE.word(), "UTC",
              ConversionOption.CURRENT_TIMESTAMP_ZONE.word(), "UTC",
              ConversionOption.EPOCH.word(), "by-digits"),
          Hint.NONE,
          ValueShape.ZONED_TIME,
          ValueShape.CURRENT_TIMESTAMP,
          ValueShape.ISO_TIME,
          ValueShape.DATE,
          ValueShape.COUNTED_TEXT);

  private static Candidate counted(String unit, ValueShape shape) {
    return of(
        ConversionName.TIMESTAMPTZ, Map.of(ConversionOption.EPOCH.word(), unit), Hint.TIME, shape);
  }

  private static Candidate of(ConversionName name, ValueShape... shapes) {
    return of(name, Map.of(), Hint.NONE, shapes);
  }

  private static Candidate of(
      ConversionName name, Map<String, String> options, Hint hint, ValueShape... shapes) {
    ColumnRule rule = new ColumnRule(null, false, null, name.word(), options);
    return new Candidate(rule, RuleConversions.of(rule, null), List.of(shapes), hint);
  }

  /** Vectors of so many numbers, which {@link FloatBytes} has counted. */
  static Candidate vectors(int dimension) {
    return of(
        ConversionName.VECTOR,
        Map.of(ConversionOption.DIMENSION.word(), String.valueOf(dimension)),
        Hint.NONE,
        ValueShape.BLOB);
  }

  /** Those that come into question, those first that say more. */
  static List<Candidate> of(DeclaredColumn column) {
    List<Candidate> texts = List.of(UUID, ZONED, TIME, DATE, JSONB, SPELLED_TRUTH);
    if (column.anything()) {
      return List.of(
          UUID,
          ZONED,
          TIME,
          DATE,
          JSONB,
          SPELLED_TRUTH,
          SECONDS,
          MILLIS,
          MICROS,
          TRUTH,
          WHOLE,
          NUMBER,
          BYTES);
    }
    return switch (column.usualName()) {
      case "text" -> texts;
      case "integer" -> List.of(SECONDS, MILLIS, MICROS, TRUTH, NUMBER, ANY_TEXT);
      case "real" -> List.of(SECONDS, MILLIS, MICROS, ANY_TEXT);
      case "numeric" -> List.of(SECONDS, MILLIS, MICROS, TRUTH, EXACT, ANY_TEXT);
      case "bytes" -> List.of(UUID, ANY_TEXT);
      case "timestamp", "timestamptz" ->
          List.of(ZONED, DAY_OR_TIME, SECONDS, MILLIS, MICROS, ANY_TEXT);
      case "date" -> List.of(ZONED, DAY_OR_TIME, SECONDS, MILLIS, ANY_TEXT);
      case "boolean" -> List.of(WHOLE, ANY_TEXT);
      default -> List.of(JSONB, ANY_TEXT, BYTES);
    };
  }

  boolean accepts(SourceValue value, Set<ValueShape> looks) {
    return shapes.stream().anyMatch(looks::contains)
        && conversion.convert(value) instanceof ConversionOutcome.Converted;
  }

  /** Whether it takes a value at all, whatever that looks like. */
  ConversionOutcome outcome(SourceValue value) {
    return conversion.convert(value);
  }
}
