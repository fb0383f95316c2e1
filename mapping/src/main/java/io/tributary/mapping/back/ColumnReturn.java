package io.tributary.mapping.back;

import io.tributary.mapping.conversion.SourceValue;

/**
 * How the values of a column come back from the target. Whatever way that is, a value that was not
 * changed there stays as the source stores it.
 *
 * @param way which of the three
 * @param text more of it for people, such as a value; empty where there is nothing to say
 */
public record ColumnReturn(Way way, String text) {

  /** The ways. */
  public enum Way {
    /** Every value of the target is one value of the source. */
    AS_IT_WAS,
    /** New values are spelled like those that they replace, or in one form that is chosen. */
    AS_DECLARED,
    /** Rows with it cannot be taken back. */
    CANNOT
  }

  static ColumnReturn asItWas() {
    return new ColumnReturn(Way.AS_IT_WAS, "");
  }

  /** Numbers with more digits may be refused as the row that they stand in comes back. */
  static ColumnReturn upToDigits(int digits) {
    return new ColumnReturn(Way.AS_IT_WAS, "up to %d digits".formatted(digits));
  }

  static ColumnReturn asDeclared(SourceValue example) {
    return new ColumnReturn(Way.AS_DECLARED, example.display());
  }

  static ColumnReturn cannot(String because) {
    return new ColumnReturn(Way.CANNOT, because);
  }

  /** All of it in one line. */
  public String told() {
    return way == Way.CANNOT ? display() + ", because " + text : display();
  }

  /** A few words for a table of columns. */
  public String display() {
    return switch (way) {
      case AS_IT_WAS -> text.isEmpty() ? "as it was" : "as it was, " + text;
      case AS_DECLARED -> text.isEmpty() ? "as declared" : "as declared, such as " + text;
      case CANNOT -> "cannot come back";
    };
  }
}
