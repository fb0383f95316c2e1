package io.tributary.mapping.sqlite.schema;

import java.util.List;
import java.util.Locale;

/**
 * A column's type as declared, which in SQLite is a recommendation.
 *
 * @param name the words without the numbers, upper case, single blanks; empty for none
 * @param numbers length, or precision and scale; mostly empty
 * @param text as written
 */
public record DeclaredType(String name, List<Integer> numbers, String text) {
  /** No type at all. */
  public static final DeclaredType NONE = new DeclaredType("", List.of(), "");

  /** A text of any length. */
  public static final DeclaredType TEXT = new DeclaredType("TEXT", List.of(), "TEXT");

  /** Names that no ordinary column can have; their affinity is BLOB. */
  public static final String FLOAT_VECTOR = "FLOAT[] BLOB";

  public static final String SMALL_VECTOR = "[] BLOB";

  /** The same as a vector of floats, but its length is not part of the target's type. */
  static final String UNSIZED_VECTOR = "FLOAT[] UNSIZED BLOB";

  /** Whether it is a vector of 32-bit numbers. */
  public boolean floatVector() {
    return name.equals(FLOAT_VECTOR) || unsizedVector();
  }

  /** Whether it is a vector of 32-bit numbers whose length is not part of the target's type. */
  public boolean unsizedVector() {
    return name.equals(UNSIZED_VECTOR);
  }

  /** The count of a vector's numbers; 0 while it is not known. */
  public int dimension() {
    return numbers.isEmpty() ? 0 : numbers.get(0);
  }

  /** Whether it is a vector of bytes or bits in a vec0 table. */
  public boolean smallVector() {
    return name.equals(SMALL_VECTOR);
  }

  /** What SQLite tries to make of values that are stored in a column. */
  public enum Affinity {
    /** Numbers in texts become INTEGER. */
    INTEGER,
    /** Numbers become TEXT. */
    TEXT,
    /** Values are stored as they come. */
    BLOB,
    /** Numbers become REAL. */
    REAL,
    /** Numbers in texts become INTEGER or REAL. */
    NUMERIC
  }

  /** The affinity by the letters of the type's name, in the order that SQLite looks for them. */
  public Affinity affinity() {
    if (name.contains("INT")) {
      return Affinity.INTEGER;
    }
    if (name.contains("CHAR") || name.contains("CLOB") || name.contains("TEXT")) {
      return Affinity.TEXT;
    }
    if (name.isEmpty() || name.contains("BLOB")) {
      return Affinity.BLOB;
    }
    return name.contains("REAL") || name.contains("FLOA") || name.contains("DOUB")
        ? Affinity.REAL
        : Affinity.NUMERIC;
  }

  /**
   * Vectors of 32-bit numbers.
   *
   * @param dimension 0 while it is not known
   */
  public static DeclaredType floatVector(int dimension, String text) {
    return new DeclaredType(FLOAT_VECTOR, dimension == 0 ? List.of() : List.of(dimension), text);
  }

  /** The same where the target's type does not say the dimension. */
  public DeclaredType unsized() {
    return new DeclaredType(UNSIZED_VECTOR, numbers, text);
  }

  /** The type of these words and numbers, in the order in which they are declared. */
  public static DeclaredType of(List<String> words, List<Integer> numbers, String text) {
    return new DeclaredType(String.join(" ", words).toUpperCase(Locale.ROOT), numbers, text);
  }
}
