package io.tributary.mapping.sqlite.expression;

/** Types that can be compared with each other in PostgreSQL without a cast. */
public enum TypeFamily {
  /** Whole numbers of at most 64 bits, which SQLite stores as INTEGER. */
  INTEGER,
  /** Numbers that SQLite stores as REAL, also when they are whole. */
  REAL,
  /** Numbers that SQLite stores as INTEGER where they are whole, and else as REAL. */
  DECIMAL,
  TEXT,
  BOOLEAN,
  BYTES,
  TIMESTAMP,
  TIMESTAMPTZ,
  DATE,
  TIME,
  JSON,
  UUID,
  /** A type of PostgreSQL that SQLite has no values of, such as an enum. */
  OTHER,
  /** A type without an order, which can be neither compared nor indexed: json and vector. */
  UNORDERED,
  /** The literal NULL, which goes with everything. */
  NULL;

  /** The family of a type as DDL spells it. */
  public static TypeFamily of(String type) {
    return switch (type.replaceFirst("\\(.*", "")) {
      case "smallint", "integer", "bigint" -> INTEGER;
      case "real", "double precision" -> REAL;
      case "numeric" -> DECIMAL;
      case "text", "varchar" -> TEXT;
      case "boolean" -> BOOLEAN;
      case "bytea" -> BYTES;
      case "timestamp" -> TIMESTAMP;
      case "timestamptz" -> TIMESTAMPTZ;
      case "date" -> DATE;
      case "time" -> TIME;
      case "jsonb" -> JSON;
      case "json", "vector" -> UNORDERED;
      case "uuid" -> UUID;
      default -> OTHER;
    };
  }

  /** Whether its values are numbers. */
  public boolean number() {
    return this == INTEGER || this == REAL || this == DECIMAL;
  }

  boolean comparableWith(TypeFamily other) {
    return this == other && this != OTHER
        || this == NULL
        || other == NULL
        || number() && other.number();
  }

  /** What arithmetic on both gives. */
  TypeFamily with(TypeFamily other) {
    if (this == NULL || this == other) {
      return other;
    }
    if (other == NULL) {
      return this;
    }
    return this == REAL || other == REAL ? REAL : DECIMAL;
  }
}
