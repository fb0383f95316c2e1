package io.tributary.mapping.sqlite.translation;

import io.tributary.common.sql.Sql;
import io.tributary.mapping.conversion.Conversion;
import io.tributary.mapping.conversion.ConversionOutcome;
import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.conversion.TimestampConversion;
import io.tributary.mapping.conversion.ZoneRule;
import io.tributary.mapping.remark.RemarkCode;
import io.tributary.mapping.sqlite.expression.ColumnResolver;
import io.tributary.mapping.sqlite.expression.ExpressionWriter;
import io.tributary.mapping.sqlite.expression.TypedSql;
import io.tributary.mapping.sqlite.schema.DeclaredType;
import io.tributary.mapping.sqlite.token.SqliteSyntaxException;
import io.tributary.mapping.sqlite.token.SqliteToken;
import io.tributary.mapping.sqlite.token.SqliteTokenizer;
import io.tributary.mapping.text.ShortestReal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes the defaults of columns; constants go through the column's conversion. */
final class ColumnDefaultWriter {
  private ColumnDefaultWriter() {}

  /**
   * A default.
   *
   * @param sql PostgreSQL's expression; null when it is left out, or is NULL and needs none
   * @param code kind of the remark; null for none
   * @param remark its text; empty for none
   */
  record Written(@Nullable String sql, @Nullable RemarkCode code, String remark) {
    private static final Written NONE = new Written(null, null, "");
  }

  static Written write(String text, DeclaredType declared, TypeRule.Decision type) {
    try {
      return NowDefault.of(text)
          .map(now -> now(now, text, type))
          .orElseGet(() -> other(text, declared, type));
    } catch (SqliteSyntaxException e) {
      return leftOut(text, e.getMessage());
    }
  }

  private static Written now(NowDefault now, String text, TypeRule.Decision type) {
    ZoneRule zones =
        type.conversion() instanceof TimestampConversion times ? times.zones() : ZoneRule.NONE;
    // With a zone for CURRENT_TIMESTAMP, times of this column are moved to the naive one.
    ZoneId naive = zones.naive();
    String zone = zones.currentTimestamp() != null && naive != null ? naive.getId() : "UTC";
    return now.expression(type.family(), Sql.literal(zone).strip())
        .map(
            sql ->
                new Written(
                    sql,
                    RemarkCode.DEFAULT_CHANGED,
                    text + " is UTC in SQLite; here it is " + sql + "."))
        .orElseGet(() -> leftOut(text, "it does not fit the column's type"));
  }

  private static Written other(String text, DeclaredType declared, TypeRule.Decision type) {
    SourceValue constant = constant(text, declared);
    if (constant != null) {
      return constant(text, constant, type.conversion());
    }
    TypedSql typed = ExpressionWriter.write(text, ColumnResolver.NONE);
    return typed.family() == type.family()
        ? new Written(
            typed.sql(), RemarkCode.DEFAULT_CHANGED, text + " is here " + typed.sql() + ".")
        : leftOut(text, "it is " + typed.family() + " in a column that is " + type.family());
  }

  private static Written constant(String text, SourceValue value, Conversion conversion) {
    ConversionOutcome outcome = conversion.convert(value);
    if (outcome instanceof ConversionOutcome.Rejected rejected) {
      return leftOut(text, rejected.text());
    }
    String literal = ((ConversionOutcome.Converted) outcome).literal();
    return literal == null
        ? Written.NONE
        : new Written(Sql.literal(literal).strip() + "::" + conversion.targetType(), null, "");
  }

  /** The value of a constant, its column's affinity applied; null when it is no constant. */
  private static @Nullable SourceValue constant(String text, DeclaredType declared) {
    List<SqliteToken> tokens = SqliteTokenizer.tokens(text);
    boolean signed = tokens.get(0).isSymbol("-") || tokens.get(0).isSymbol("+");
    SqliteToken token = tokens.get(signed ? 1 : 0);
    if (tokens.size() != (signed ? 3 : 2)) {
      return null;
    }
    return switch (token.kind()) {
      case NUMBER -> number((tokens.get(0).isSymbol("-") ? "-" : "") + token.value(), declared);
      case STRING, DOUBLE_QUOTED -> new SourceValue.Text(token.value());
      case BLOB -> new SourceValue.Bytes(HexFormat.of().parseHex(token.value()));
      case WORD -> word(token.value(), declared);
      case QUOTED_NAME, SYMBOL, END -> null;
    };
  }

  private static @Nullable SourceValue word(String word, DeclaredType declared) {
    return switch (word.toUpperCase(Locale.ROOT)) {
      case "NULL" -> SourceValue.NULL;
      case "TRUE" -> number("1", declared);
      case "FALSE" -> number("0", declared);
      default -> null;
    };
  }

  private static SourceValue number(String text, DeclaredType declared) {
    boolean text0 = declared.affinity() == DeclaredType.Affinity.TEXT;
    if (text.toLowerCase(Locale.ROOT).contains("0x")) {
      return new SourceValue.Whole(new BigInteger(text.replaceFirst("0[xX]", ""), 16).longValue());
    }
    BigDecimal number = new BigDecimal(text);
    boolean whole = number.scale() == 0 && number.toBigInteger().bitLength() < Long.SIZE;
    if (whole && !text.matches(".*[.eE].*")) {
      return text0
          ? new SourceValue.Text(number.toPlainString())
          : new SourceValue.Whole(number.longValueExact());
    }
    double real = number.doubleValue();
    String shown = ShortestReal.text(real);
    return text0
        ? new SourceValue.Text(shown.matches("-?\\d+") ? shown + ".0" : shown)
        : new SourceValue.Real(real);
  }

  private static Written leftOut(String text, String why) {
    return new Written(
        null, RemarkCode.DEFAULT_LEFT_OUT, "Left out: DEFAULT " + text + " (" + why + ").");
  }
}
