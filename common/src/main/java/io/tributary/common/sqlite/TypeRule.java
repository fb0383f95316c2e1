package io.tributary.common.sqlite;

import io.tributary.common.convert.BooleanConversion;
import io.tributary.common.convert.BytesConversion;
import io.tributary.common.convert.Conversion;
import io.tributary.common.convert.DateConversion;
import io.tributary.common.convert.IntegerConversion;
import io.tributary.common.convert.JsonConversion;
import io.tributary.common.convert.NumericConversion;
import io.tributary.common.convert.RealConversion;
import io.tributary.common.convert.TextConversion;
import io.tributary.common.convert.TimeConversion;
import io.tributary.common.convert.TimestampConversion;
import io.tributary.common.convert.UuidConversion;
import java.util.List;
import java.util.Set;

/** Decides the target's type of a column by its declared type. */
final class TypeRule {
  private static final int LONGEST_VARCHAR = 10_485_760;
  private static final int MOST_PRECISE = 1000;
  private static final Set<String> DECIMALS =
      Set.of("NUMERIC", "DECIMAL", "DEC", "NUMBER", "MONEY");
  private static final Set<String> UUIDS = Set.of("UUID", "GUID", "UNIQUEIDENTIFIER");

  private final PlanChoices choices;

  TypeRule(PlanChoices choices) {
    this.choices = choices;
  }

  /**
   * A decision.
   *
   * @param conversion how values are converted
   * @param family how they can be compared
   * @param code kind of the remark; null for none
   * @param remark its text
   */
  record Decision(Conversion conversion, Family family, RemarkCode code, String remark) {
    private static Decision of(Conversion conversion, Family family) {
      return new Decision(conversion, family, null, null);
    }
  }

  Decision decide(DeclaredType type) {
    String name = type.name();
    if (DECIMALS.contains(name)) {
      return decimal(type);
    }
    if (UUIDS.contains(name)) {
      return Decision.of(new UuidConversion(null, false), Family.UUID);
    }
    return switch (name) {
      case "BOOLEAN", "BOOL" -> Decision.of(BooleanConversion.USUAL, Family.BOOLEAN);
      case "DATETIME", "TIMESTAMP", "TIMESTAMP WITHOUT TIME ZONE" ->
          timestamp(type, choices.zoned());
      case "TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE" -> timestamp(type, true);
      case "DATE" -> Decision.of(new DateConversion(), Family.DATE);
      case "TIME" -> Decision.of(new TimeConversion(), Family.TIME);
      case "JSON", "JSONB" -> json(name.equals("JSONB") || choices.jsonb());
      default -> byAffinity(type);
    };
  }

  private Decision byAffinity(DeclaredType type) {
    // FLOATING POINT has the affinity INTEGER in SQLite, which does not keep fractions out.
    if (type.name().startsWith("FLOAT")) {
      return Decision.of(new RealConversion(false), Family.REAL);
    }
    return switch (type.affinity()) {
      case INTEGER ->
          Decision.of(new IntegerConversion(IntegerConversion.Width.BIGINT), Family.INTEGER);
      case TEXT -> text(type);
      case REAL -> Decision.of(new RealConversion(false), Family.REAL);
      case BLOB ->
          type.name().isEmpty()
              ? anything(RemarkCode.NO_TYPE, "It has no type.")
              : Decision.of(new BytesConversion(BytesConversion.Encoding.NONE), Family.BYTES);
      case NUMERIC ->
          anything(RemarkCode.UNKNOWN_TYPE, "The type " + type.text() + " is not known.");
    };
  }

  private static Decision anything(RemarkCode code, String why) {
    return new Decision(
        new TextConversion(0),
        Family.TEXT,
        code,
        why
            + " It becomes text: numbers are kept as their text, so that 1 and '1' become the same,"
            + " and rows with a BLOB in it are rejected. Declare a conversion if all values are of"
            + " one kind.");
  }

  private Decision text(DeclaredType type) {
    List<Integer> numbers = type.numbers();
    if (numbers.size() != 1) {
      return Decision.of(new TextConversion(0), Family.TEXT);
    }
    int length = numbers.get(0);
    return length < 1 || length > LONGEST_VARCHAR || !choices.enforceSizes()
        ? sizeLeftOut(new TextConversion(0), Family.TEXT, type)
        : sized(new TextConversion(length), Family.TEXT, type);
  }

  private Decision decimal(DeclaredType type) {
    List<Integer> numbers = type.numbers();
    if (numbers.isEmpty()) {
      return Decision.of(new NumericConversion(0, 0), Family.DECIMAL);
    }
    int precision = numbers.get(0);
    int scale = numbers.size() > 1 ? numbers.get(1) : 0;
    boolean possible =
        precision > 0 && precision <= MOST_PRECISE && scale >= 0 && scale <= precision;
    return possible && choices.enforceSizes()
        ? sized(new NumericConversion(precision, scale), Family.DECIMAL, type)
        : sizeLeftOut(new NumericConversion(0, 0), Family.DECIMAL, type);
  }

  private Decision timestamp(DeclaredType type, boolean zoned) {
    int digits = TimestampConversion.MOST_DIGITS;
    if (type.numbers().size() == 1 && choices.enforceSizes()) {
      digits = Math.min(digits, Math.max(0, type.numbers().get(0)));
    }
    Conversion conversion =
        new TimestampConversion(zoned, choices.zones(), choices.epoch(), digits);
    Family family = zoned ? Family.TIMESTAMPTZ : Family.TIMESTAMP;
    return choices.zones().naive() != null
        ? Decision.of(conversion, family)
        : new Decision(
            conversion,
            family,
            RemarkCode.NO_ZONE,
            zoned
                ? "Times without a zone are rejected until the migration declares their zone."
                : "Times stay without a zone, as they are written; times with one are rejected"
                    + " until the migration declares a zone.");
  }

  private static Decision json(boolean binary) {
    return new Decision(
        new JsonConversion(binary),
        Family.JSON,
        binary ? RemarkCode.JSONB : null,
        "jsonb keeps the values, but neither blanks, nor the order of members, nor the first of"
            + " members with the same name.");
  }

  private static Decision sized(Conversion conversion, Family family, DeclaredType type) {
    return new Decision(
        conversion,
        family,
        RemarkCode.SIZE_NOT_ENFORCED,
        "SQLite does not enforce "
            + type.text()
            + ", the target does: rows with values beyond it are rejected, never cut or rounded.");
  }

  private static Decision sizeLeftOut(Conversion conversion, Family family, DeclaredType type) {
    return new Decision(
        conversion,
        family,
        RemarkCode.SIZE_LEFT_OUT,
        "The size of " + type.text() + " is not declared in the target.");
  }
}
