package io.tributary.checks.rows;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;

/** A literal of the target in a spelling that equal values share. Pure. */
final class ComparedValue {
  private static final Set<String> NUMBERS =
      Set.of("smallint", "integer", "bigint", "real", "double precision", "numeric");
  private static final Set<String> CASELESS = Set.of("uuid", "boolean");

  private ComparedValue() {}

  /** The spelling of a literal of a type of PostgreSQL. */
  static String of(String type, String literal) {
    String bare = type.replaceAll("\\(.*", "").strip();
    if (NUMBERS.contains(bare)) {
      try {
        BigDecimal number = new BigDecimal(literal.strip());
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toString();
      } catch (NumberFormatException e) {
        // NaN and infinities.
        return literal.toLowerCase(Locale.ROOT);
      }
    }
    return CASELESS.contains(bare) ? literal.toLowerCase(Locale.ROOT) : literal;
  }
}
