package io.tributary.mapping.sqlite.translation;

import io.tributary.mapping.conversion.RealConversion;
import io.tributary.mapping.remark.RemarkCode;
import io.tributary.mapping.sqlite.expression.NumberType;
import io.tributary.mapping.sqlite.expression.TypeFamily;
import io.tributary.mapping.sqlite.expression.TypedSql;
import io.tributary.mapping.sqlite.token.SqliteSyntaxException;
import java.util.Optional;

/** Decides how a generated column takes the value of its translated expression. */
final class GeneratedColumnType {
  private GeneratedColumnType() {}

  /**
   * The type of a generated column whose values SQLite calculates as doubles; empty when it is what
   * the column declares.
   */
  static Optional<TypeRule.Decision> calculated(TypeRule.Decision declared, TypedSql value) {
    return declared.family() == TypeFamily.DECIMAL && value.number() == NumberType.DOUBLE
        ? Optional.of(
            new TypeRule.Decision(
                new RealConversion(false),
                value.family(),
                RemarkCode.GENERATED_CHANGED,
                "It is double precision, as SQLite calculates its values."))
        : Optional.empty();
  }

  /**
   * The value as the column has it.
   *
   * @throws SqliteSyntaxException when SQLite would make another one of it
   */
  static String assigned(TypeRule.Decision column, TypedSql value) {
    if (column.family() == TypeFamily.REAL && value.family().number()) {
      return value.asDouble();
    }
    boolean calculated = NumberType.of(column.conversion().targetType()) == NumberType.DOUBLE;
    if (calculated && column.family() == value.family()) {
      return value.asDouble();
    }
    boolean whole = column.family() == TypeFamily.DECIMAL && value.family() == TypeFamily.INTEGER;
    if (column.family() != value.family() && !whole) {
      throw new SqliteSyntaxException("its type is not the column's");
    }
    return value.sql();
  }
}
