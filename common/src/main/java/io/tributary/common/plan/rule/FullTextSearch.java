package io.tributary.common.plan.rule;

/** What becomes of a full-text table of SQLite's. */
public enum FullTextSearch {
  /** A generated column of the table whose rows it finds. */
  TSVECTOR,
  /** It stays behind. */
  LEAVE
}
