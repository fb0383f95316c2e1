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
  /** The literal NULL, which goes with everything. */
  NULL;

  boolean number() {
    return this == INTEGER || this == REAL || this == DECIMAL;
  }

  boolean comparableWith(Family other) {
    return this == other || this == NULL || other == NULL || number() && other.number();
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
