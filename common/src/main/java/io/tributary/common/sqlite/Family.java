package io.tributary.common.sqlite;

/** Types that can be compared with each other in PostgreSQL without a cast. */
enum Family {
  INTEGER,
  REAL,
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
  static Family of(String type) {
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

  boolean number() {
    return this == INTEGER || this == REAL || this == DECIMAL;
  }

  boolean comparableWith(Family other) {
    return this == other && this != OTHER
        || this == NULL
        || other == NULL
        || number() && other.number();
  }

  /** What arithmetic on both gives. */
  Family with(Family other) {
    if (this == NULL || this == other) {
      return other;
    }
    if (other == NULL) {
      return this;
    }
    return this == REAL || other == REAL ? REAL : DECIMAL;
  }
}
