package io.tributary.common.convert;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A value as SQLite stores it, by its storage class (which is the value's own and not its
 * column's). Immutable as long as nobody changes the array of {@link Bytes}.
 */
public sealed interface Stored {
  /** The one NULL. */
  Stored NULL = new Nothing();

  /** Hands the value to the method of the conversion that is for its storage class. */
  Outcome into(Conversion conversion);

  /** The value for people, short enough for a message. */
  String display();

  /** Storage class NULL. */
  record Nothing() implements Stored {
    @Override
    public Outcome into(Conversion conversion) {
      return conversion.nothing();
    }

    @Override
    public String display() {
      return "NULL";
    }
  }

  /** Storage class INTEGER. */
  record Whole(long value) implements Stored {
    @Override
    public Outcome into(Conversion conversion) {
      return conversion.whole(value);
    }

    @Override
    public String display() {
      return "INTEGER " + value;
    }
  }

  /** Storage class REAL; never a NaN, which SQLite stores as NULL. */
  record Real(double value) implements Stored {
    @Override
    public Outcome into(Conversion conversion) {
      return conversion.real(value);
    }

    @Override
    public String display() {
      return "REAL " + ShortestReal.text(value);
    }
  }

  /** Storage class TEXT, valid UTF-8; what is not is handed on as {@link Bytes}. */
  record Text(String value) implements Stored {
    @Override
    public Outcome into(Conversion conversion) {
      return conversion.text(value);
    }

    @Override
    public String display() {
      return "'" + Excerpt.of(value) + "'";
    }
  }

  /** Storage class BLOB, or TEXT that is not UTF-8. */
  record Bytes(byte[] value) implements Stored {
    @Override
    public Outcome into(Conversion conversion) {
      return conversion.bytes(value);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(value);
    }

    @Override
    public String display() {
      return "BLOB of " + value.length + " bytes " + Excerpt.of(HexFormat.of().formatHex(value));
    }
  }
}
