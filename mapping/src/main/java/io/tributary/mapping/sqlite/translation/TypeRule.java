package io.tributary.mapping.sqlite.translation;

import io.tributary.common.conversion.BytesEncoding;
import io.tributary.mapping.conversion.BooleanConversion;
import io.tributary.mapping.conversion.BytesConversion;
import io.tributary.mapping.conversion.Conversion;
import io.tributary.mapping.conversion.DateConversion;
import io.tributary.mapping.conversion.IntegerConversion;
import io.tributary.mapping.conversion.JsonConversion;
import io.tributary.mapping.conversion.NumericConversion;
import io.tributary.mapping.conversion.RealConversion;
import io.tributary.mapping.conversion.TextConversion;
import io.tributary.mapping.conversion.TimeConversion;
import io.tributary.mapping.conversion.TimestampConversion;
import io.tributary.mapping.conversion.UuidConversion;
import io.tributary.mapping.conversion.VectorConversion;
import io.tributary.mapping.remark.RemarkCode;
import io.tributary.mapping.sqlite.expression.TypeFamily;
import io.tributary.mapping.sqlite.schema.DeclaredType;
import io.tributary.mapping.sqlite.schema.SqliteColumn;
import io.tributary.mapping.sqlite.schema.SqliteColumnName;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides the target's type of a column by its declared type. */
final class TypeRule {
  private static final int LONGEST_VARCHAR = 10_485_760;
  private static final int MOST_PRECISE = 1000;
  private static final Set<String> DECIMALS =
      Set.of("NUMERIC", "DECIMAL", "DEC", "NUMBER", "MONEY");
  private static final Set<String> UUIDS = Set.of("UUID", "GUID", "UNIQUEIDENTIFIER");

  private final SchemaChoices choices;

  TypeRule(SchemaChoices choices) {
    this.choices = choices;
  }

  /**
   * A decision.
   *
   * @param conversion how values are converted
   * @param family how they can be compared
   * @param code kind of the remark; null for none
   * @param remark its text; empty for none
   */
  record Decision(
      Conversion conversion, TypeFamily family, @Nullable RemarkCode code, String remark) {
    private static Decision of(Conversion conversion) {
      return of(conversion, null, "");
    }

    private static Decision of(Conversion conversion, @Nullable RemarkCode code, String remark) {
      return new Decision(conversion, TypeFamily.of(conversion.targetType()), code, remark);
    }
  }

  /** The declared conversion of a column, else what its type says. */
  Decision decide(String table, SqliteColumn column) {
    Conversion declared = choices.conversions().get(new SqliteColumnName(table, column.name()));
    if (declared != null) {
      return Decision.of(declared);
    }
    // Values that nobody writes are not limited: PostgreSQL would cut digits, and refuse rows.
    return column.generated() == null || !choices.enforceSizes()
        ? decide(column.type())
        : new TypeRule(choices.withoutSizes()).decide(column.type());
  }

  private Decision decide(DeclaredType type) {
    String name = type.name();
    if (type.floatVector()) {
      return Decision.of(new VectorConversion(type.dimension(), !type.unsizedVector()));
    }
    if (DECIMALS.contains(name)) {
      return decimal(type);
    }
    if (UUIDS.contains(name)) {
      return Decision.of(new UuidConversion(null, false));
    }
    return switch (name) {
      case "BOOLEAN", "BOOL" -> Decision.of(BooleanConversion.USUAL);
      case "DATETIME", "TIMESTAMP", "TIMESTAMP WITHOUT TIME ZONE" ->
          timestamp(type, choices.zoned());
      case "TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE" -> timestamp(type, true);
      case "DATE" -> Decision.of(new DateConversion());
      case "TIME" -> Decision.of(new TimeConversion());
      case "JSON", "JSONB" -> json(name.equals("JSONB") || choices.jsonb());
      default -> byAffinity(type);
    };
  }

  private Decision byAffinity(DeclaredType type) {
    // FLOATING POINT has the affinity INTEGER in SQLite, which does not keep fractions out.
    if (type.name().startsWith("FLOAT")) {
      return Decision.of(new RealConversion(false));
    }
    return switch (type.affinity()) {
      case INTEGER -> Decision.of(new IntegerConversion(IntegerConversion.Width.BIGINT));
      case TEXT -> text(type);
      case REAL -> Decision.of(new RealConversion(false));
      case BLOB ->
          type.name().isEmpty()
              ? anything(RemarkCode.NO_TYPE, "It has no type.")
              : Decision.of(new BytesConversion(BytesEncoding.NONE));
      case NUMERIC ->
          anything(RemarkCode.UNKNOWN_TYPE, "The type " + type.text() + " is not known.");
    };
  }

  private static Decision anything(RemarkCode code, String why) {
    return Decision.of(
        new TextConversion(0),
        code,
        why
            + " It becomes text: numbers are kept as their text, so that 1 and '1' become the same,"
            + " and rows with a BLOB in it are rejected. Declare a conversion if all values are of"
            + " one kind.");
  }

  private Decision text(DeclaredType type) {
    List<Integer> numbers = type.numbers();
    if (numbers.size() != 1) {
      return Decision.of(new TextConversion(0));
    }
    int length = numbers.get(0);
    return length < 1 || length > LONGEST_VARCHAR || !choices.enforceSizes()
        ? sizeLeftOut(new TextConversion(0), type)
        : sized(new TextConversion(length), type);
  }

  private Decision decimal(DeclaredType type) {
    List<Integer> numbers = type.numbers();
    if (numbers.isEmpty()) {
      return Decision.of(new NumericConversion(0, 0));
    }
    int precision = numbers.get(0);
    int scale = numbers.size() > 1 ? numbers.get(1) : 0;
    boolean possible =
        precision > 0 && precision <= MOST_PRECISE && scale >= 0 && scale <= precision;
    return possible && choices.enforceSizes()
        ? sized(new NumericConversion(precision, scale), type)
        : sizeLeftOut(new NumericConversion(0, 0), type);
  }

  private Decision timestamp(DeclaredType type, boolean zoned) {
    int digits = TimestampConversion.MOST_DIGITS;
    if (type.numbers().size() == 1 && choices.enforceSizes()) {
      digits = Math.min(digits, Math.max(0, type.numbers().get(0)));
    }
    Conversion conversion =
        new TimestampConversion(zoned, choices.zones(), choices.epoch(), digits);
    return choices.zones().naive() != null
        ? Decision.of(conversion)
        : Decision.of(
            conversion,
            RemarkCode.NO_ZONE,
            zoned
                ? "Times without a zone are rejected until the migration declares their zone."
                : "Times stay without a zone, as they are written; times with one are rejected"
                    + " until the migration declares a zone.");
  }

  private static Decision json(boolean binary) {
    return Decision.of(
        new JsonConversion(binary),
        binary ? RemarkCode.JSONB : null,
        "jsonb keeps the values, but neither blanks, nor the order of members, nor the first of"
            + " members with the same name.");
  }

  private static Decision sized(Conversion conversion, DeclaredType type) {
    return Decision.of(
        conversion,
        RemarkCode.SIZE_NOT_ENFORCED,
        "SQLite does not enforce "
            + type.text()
            + ", the target does: rows with values beyond it are rejected, never cut or rounded.");
  }

  private static Decision sizeLeftOut(Conversion conversion, DeclaredType type) {
    return Decision.of(
        conversion,
        RemarkCode.SIZE_LEFT_OUT,
        "The size of " + type.text() + " is not declared in the target.");
  }
}
