package io.tributary.mapping.sqlite.translation;

import io.tributary.common.conversion.DigitRounding;
import io.tributary.mapping.conversion.Conversion;
import io.tributary.mapping.conversion.NotNullConversion;
import io.tributary.mapping.conversion.NumericConversion;
import io.tributary.mapping.sqlite.expression.TypeFamily;
import io.tributary.mapping.sqlite.schema.DeclaredType.Affinity;
import io.tributary.mapping.sqlite.schema.SqliteColumn;

/**
 * Tells the type family by which SQLite compares and calculates a column's values: it follows from
 * how SQLite stores them and not from the type that they get in PostgreSQL.
 */
final class ColumnFamily {
  private ColumnFamily() {}

  /** That of a column; OTHER when its values do something else in SQLite than in PostgreSQL. */
  static TypeFamily of(SqliteColumn column, TypeRule.Decision type) {
    Affinity affinity = column.type().affinity();
    return switch (type.family()) {
      case TEXT -> affinity == Affinity.TEXT ? TypeFamily.TEXT : TypeFamily.OTHER;
      case BOOLEAN -> loose(affinity) ? TypeFamily.OTHER : TypeFamily.BOOLEAN;
      case INTEGER ->
          loose(affinity)
              ? TypeFamily.OTHER
              : affinity == Affinity.REAL ? TypeFamily.REAL : TypeFamily.INTEGER;
      case REAL, DECIMAL ->
          loose(affinity) || rounded(type.conversion())
              ? TypeFamily.OTHER
              : affinity == Affinity.REAL ? TypeFamily.REAL : TypeFamily.DECIMAL;
      case BYTES, TIMESTAMP, TIMESTAMPTZ, DATE, TIME, JSON, UUID, OTHER, UNORDERED, NULL ->
          type.family();
    };
  }

  /** Numbers are kept there as texts, or as they come. */
  private static boolean loose(Affinity affinity) {
    return affinity == Affinity.TEXT || affinity == Affinity.BLOB;
  }

  private static boolean rounded(Conversion conversion) {
    Conversion inner =
        conversion instanceof NotNullConversion required ? required.inner() : conversion;
    return inner instanceof NumericConversion numeric && numeric.rounding() != DigitRounding.REJECT;
  }
}
