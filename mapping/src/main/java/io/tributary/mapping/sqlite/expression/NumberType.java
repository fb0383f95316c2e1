package io.tributary.mapping.sqlite.expression;

import org.jspecify.annotations.Nullable;

/** Types of PostgreSQL that numbers of translated expressions have. */
public enum NumberType {
  /** Fewer than 64 bits: a literal, or a column that is declared so. */
  SMALL_INTEGER,
  /** 64 bits, as INTEGER in SQLite. */
  BIGINT,
  /** Exact decimals. */
  NUMERIC,
  /** 32 bits. */
  SINGLE,
  /** 64 bits, as REAL in SQLite. */
  DOUBLE;

  /** The widest of a family; null when it is none of numbers. */
  public static @Nullable NumberType of(TypeFamily family) {
    return switch (family) {
      case INTEGER -> BIGINT;
      case REAL -> DOUBLE;
      case DECIMAL -> NUMERIC;
      case TEXT,
          BOOLEAN,
          BYTES,
          TIMESTAMP,
          TIMESTAMPTZ,
          DATE,
          TIME,
          JSON,
          UUID,
          OTHER,
          UNORDERED,
          NULL ->
          null;
    };
  }

  /** The type as DDL spells it; null when it is none of numbers. */
  public static @Nullable NumberType of(String type) {
    return switch (type.replaceFirst("\\(.*", "")) {
      case "smallint", "integer" -> SMALL_INTEGER;
      case "bigint" -> BIGINT;
      case "numeric" -> NUMERIC;
      case "real" -> SINGLE;
      case "double precision" -> DOUBLE;
      default -> null;
    };
  }

  /** What PostgreSQL makes of values of both types in one column; null is none of numbers. */
  NumberType with(@Nullable NumberType other) {
    // The order of the constants is that in which PostgreSQL widens, as none but 64 bits is beside.
    return other == null || compareTo(other) >= 0 ? this : other;
  }
}
