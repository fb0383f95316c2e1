package io.tributary.mapping.conversion;

import io.tributary.mapping.text.ShortestReal;
import io.tributary.mapping.text.ValueExcerpt;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A value as SQLite stores it, by its storage class (which is the value's own and not its
 * column's). Immutable as long as nobody changes the array of {@link Bytes}.
 */
public sealed interface SourceValue {
  /** The one NULL. */
  SourceValue NULL = new Nothing();

  /** Hands the value to the method of the conversion that is for its storage class. */
  ConversionOutcome into(Conversion conversion);

  /** The value for people, short enough for a message. */
  String display();

  /** Storage class NULL. */
  record Nothing() implements SourceValue {
    @Override
    public ConversionOutcome into(Conversion conversion) {
      return conversion.nothing();
    }

    @Override
    public String display() {
      return "NULL";
    }
  }

  /** Storage class INTEGER. */
  record Whole(long value) implements SourceValue {
    @Override
    public ConversionOutcome into(Conversion conversion) {
      return conversion.whole(value);
    }

    @Override
    public String display() {
      return "INTEGER " + value;
    }
  }

  /** Storage class REAL; never a NaN, which SQLite stores as NULL. */
  record Real(double value) implements SourceValue {
    @Override
    public ConversionOutcome into(Conversion conversion) {
      return conversion.real(value);
    }

    @Override
    public String display() {
      return "REAL " + ShortestReal.text(value);
    }
  }

  /** Storage class TEXT, valid UTF-8; what is not is handed on as {@link Bytes}. */
  record Text(String value) implements SourceValue {
    @Override
    public ConversionOutcome into(Conversion conversion) {
      return conversion.text(value);
    }

    @Override
    public String display() {
      return "'" + ValueExcerpt.of(value) + "'";
    }
  }

  /** Storage class BLOB, or TEXT that is not UTF-8. */
  record Bytes(byte[] value) implements SourceValue {
    @Override
    public ConversionOutcome into(Conversion conversion) {
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
      return "BLOB of "
          + value.length
          + " bytes "
          + ValueExcerpt.of(HexFormat.of().formatHex(value));
    }
  }
}
