package io.tributary.mapping.sqlite.expression;

import io.tributary.mapping.sqlite.token.SqliteSyntaxException;
import io.tributary.mapping.text.ShortestReal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;

/** Writes the numerals of expressions so that PostgreSQL reads the same numbers. */
final class NumeralWriter {
  /** A REAL, unless a minus is before it. */
  static final SqliteExpression.Numeral BEYOND_HIGHEST =
      new SqliteExpression.Numeral("9223372036854775808");

  private NumeralWriter() {}

  /** The number; whole ones beyond 64 bits are REAL. */
  static TypedSql of(String text) {
    if (text.toLowerCase(Locale.ROOT).startsWith("0x")) {
      // 64 bits, the first one being the sign.
      return whole(new BigInteger(text.substring(2), 16).longValue());
    }
    boolean digits = text.chars().allMatch(Character::isDigit);
    if (digits && new BigInteger(text).bitLength() < Long.SIZE) {
      return whole(Long.parseLong(text));
    }
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      throw new SqliteSyntaxException("a number is beyond those that have digits");
    }
    // Only as many digits as the double has, as PostgreSQL would compare all that are written.
    BigDecimal kept = ShortestReal.decimal(value);
    boolean written = kept.compareTo(new BigDecimal(text)) == 0;
    return TypedSql.number(written ? text : kept.toString(), TypeFamily.REAL, NumberType.NUMERIC);
  }

  /** The lowest whole number, which no minus before a number gives. */
  static TypedSql lowest() {
    return TypedSql.of("'" + Long.MIN_VALUE + "'::bigint", TypeFamily.INTEGER);
  }

  private static TypedSql whole(long value) {
    if (value == Long.MIN_VALUE) {
      return lowest();
    }
    boolean small = value == (int) value;
    return TypedSql.number(
        Long.toString(value),
        TypeFamily.INTEGER,
        small ? NumberType.SMALL_INTEGER : NumberType.BIGINT);
  }
}
