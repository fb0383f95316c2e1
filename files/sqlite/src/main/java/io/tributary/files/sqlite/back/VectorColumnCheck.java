package io.tributary.files.sqlite.back;

import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.sqlite.parser.Vec0Column;

/**
 * What a column of a vec0 table takes: what sqlite-vec 0.1.9 itself takes in {@code
 * vec0Update_Insert}, and of vectors the stored form alone. Pure.
 */
final class VectorColumnCheck {
  private VectorColumnCheck() {}

  /**
   * Does nothing for a value that the column takes.
   *
   * @throws RowRefused naming the column
   */
  static void require(Vec0Column column, SourceValue value) {
    if (!takes(column, value)) {
      throw new RowRefused(
          "the column "
              + column.name()
              + " of a vec0 table takes "
              + taken(column)
              + " and no "
              + value.getClass().getSimpleName(),
          false);
    }
  }

  private static boolean takes(Vec0Column column, SourceValue value) {
    return switch (column.role()) {
      case VECTOR ->
          value instanceof SourceValue.Bytes bytes
              && bytes.value().length == VectorSlots.length(column);
      case METADATA ->
          column.truth()
              ? value instanceof SourceValue.Whole whole && (whole.value() | 1) == 1
              : typed(column, value);
      case KEY -> typed(column, value);
      case PARTITION, AUXILIARY -> value instanceof SourceValue.Nothing || typed(column, value);
    };
  }

  private static boolean typed(Vec0Column column, SourceValue value) {
    if (column.text()) {
      return value instanceof SourceValue.Text;
    }
    if (column.type().equals("blob")) {
      return value instanceof SourceValue.Bytes;
    }
    return column.real() ? value instanceof SourceValue.Real : value instanceof SourceValue.Whole;
  }

  private static String taken(Vec0Column column) {
    return switch (column.role()) {
      case VECTOR -> "a BLOB of " + VectorSlots.length(column) + " bytes";
      case METADATA -> (column.truth() ? "0 or 1" : column.typeText()) + " that is not NULL";
      case KEY, PARTITION, AUXILIARY -> column.typeText();
    };
  }
}
