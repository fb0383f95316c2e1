package io.tributary.files.sqlite.table;

import io.tributary.files.sqlite.StorageClass;
import java.util.Locale;

/** What a column's declared type means to SQLite, by its own rules. */
public enum TypeAffinity {
  INTEGER(20),
  REAL(701),
  NUMERIC(1700),
  TEXT(25),
  BLOB(17);

  private final int oid;

  TypeAffinity(int oid) {
    this.oid = oid;
  }

  /** The oid of PostgreSQL's type that holds the values which the affinity leads to expect. */
  public int oid() {
    return oid;
  }

  /** The affinity of a declared type. */
  static TypeAffinity of(String declared, boolean strict) {
    String type = declared.toUpperCase(Locale.ROOT);
    if (type.contains("INT")) {
      return INTEGER;
    }
    if (type.contains("CHAR") || type.contains("CLOB") || type.contains("TEXT")) {
      return TEXT;
    }
    if (type.isEmpty() || type.contains("BLOB") || (strict && type.equals("ANY"))) {
      return BLOB;
    }
    if (type.contains("REAL") || type.contains("FLOA") || type.contains("DOUB")) {
      return REAL;
    }
    return NUMERIC;
  }

  /** Whether a value of this class needs no mention: it is what the column is declared for. */
  boolean expects(StorageClass storage) {
    return switch (storage) {
      case NULL -> true;
      case INTEGER -> this == INTEGER || this == NUMERIC;
      // A REAL is always written with a point, an exponent or as Infinity.
      case REAL -> this == REAL || this == NUMERIC;
      case TEXT -> this == TEXT;
      case BLOB -> this == BLOB;
      case TEXT_WITH_NUL, TEXT_MALFORMED -> false;
    };
  }
}
