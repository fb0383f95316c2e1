package io.tributary.mapping.remark;

/** Kinds of remarks of a plan. */
public enum RemarkCode {
  /** A column without a type: any storage class can be in it. */
  NO_TYPE,
  /** A type that neither SQLite nor PostgreSQL knows. */
  UNKNOWN_TYPE,
  /** SQLite does not enforce length, precision or scale; the target does. */
  SIZE_NOT_ENFORCED,
  /** The declared size is beyond PostgreSQL's limits and is not used. */
  SIZE_LEFT_OUT,
  /** Times without a zone. */
  NO_ZONE,
  /** JSON becomes jsonb. */
  JSONB,
  /** The key may be NULL in SQLite and not in PostgreSQL. */
  NULLABLE_KEY,
  /** The table has no primary key. */
  NO_KEY,
  /** How SQLite gives out automatic keys differs from an identity column. */
  AUTOMATIC_KEY,
  /** The highest key is in use, so that no further one can be given out. */
  KEYS_USED_UP,
  /** SQLite may not have enforced the foreign keys. */
  FOREIGN_KEY_NOT_ENFORCED,
  /** A foreign key is left out. */
  FOREIGN_KEY_LEFT_OUT,
  /** A CHECK is left out. */
  CHECK_LEFT_OUT,
  /** ON CONFLICT of a constraint is left out. */
  CONFLICT_CLAUSE_LEFT_OUT,
  /** A default is left out. */
  DEFAULT_LEFT_OUT,
  /** A default is written in another way. */
  DEFAULT_CHANGED,
  /** A generated column becomes an ordinary or a stored one. */
  GENERATED_CHANGED,
  /** A collating sequence becomes an index over an expression, or is left out. */
  COLLATION,
  /** An index holds less exact numbers than its table. */
  HALF_PRECISION_INDEX,
  /** An index is left out. */
  INDEX_LEFT_OUT,
  /** A view is left out. */
  VIEW_LEFT_OUT,
  /** A trigger is left out. */
  TRIGGER_LEFT_OUT,
  /** A virtual table, or a table that belongs to one, is left out. */
  VIRTUAL_TABLE_LEFT_OUT,
  /** A full-text table becomes a generated column. */
  FULL_TEXT_SEARCH,
  /** A vec0 table whose rows cannot be found. */
  VECTORS_REFUSED,
  /** A column stays behind, as the migration declares. */
  COLUMN_DROPPED,
  /** A table or column that only the target has. */
  TARGET_ONLY,
  /** What a value becomes is left to PostgreSQL, or differs from what it is there. */
  TARGET_TYPE,
  /** A name is too long for PostgreSQL, or is used twice. */
  NAME_CHANGED;

  /** Whether it tells of an index over vectors. */
  public boolean aboutVectorIndex() {
    return this == HALF_PRECISION_INDEX || this == INDEX_LEFT_OUT;
  }
}
