package io.tributary.common.convert;

/**
 * Turns what SQLite stores into what PostgreSQL reads, value by value: a pure function that never
 * throws. What a storage class becomes is said by the method named after it; one that is not
 * overridden rejects the class.
 */
public interface Conversion {

  /** The name by which a migration file asks for it. */
  String name();

  /** The PostgreSQL type of its literals, as DDL spells it. */
  String targetType();

  /** What it does to values. */
  Fidelity fidelity();

  /** Converts a value. */
  default Outcome convert(Stored value) {
    return value.into(this);
  }

  /** NULL stays NULL unless a conversion says otherwise. */
  default Outcome nothing() {
    return Outcome.NULL;
  }

  /** An INTEGER. */
  default Outcome whole(long value) {
    return wrongClass(new Stored.Whole(value));
  }

  /** A REAL. */
  default Outcome real(double value) {
    return wrongClass(new Stored.Real(value));
  }

  /** A TEXT. */
  default Outcome text(String value) {
    return wrongClass(new Stored.Text(value));
  }

  /** A BLOB, or TEXT that is not UTF-8. */
  default Outcome bytes(byte[] value) {
    return wrongClass(new Stored.Bytes(value));
  }

  private Outcome wrongClass(Stored value) {
    return Outcome.rejected(
        Reason.WRONG_STORAGE_CLASS,
        value,
        "is of a storage class that " + name() + " does not take");
  }
}
