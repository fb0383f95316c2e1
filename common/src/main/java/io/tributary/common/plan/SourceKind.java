package io.tributary.common.plan;

/** The kinds of database that can be a source. */
public enum SourceKind {
  /** PostgreSQL 14 or newer with {@code wal_level=logical}. */
  POSTGRESQL,
  /** A SQLite 3 file that other processes go on writing to. */
  SQLITE,
  /** A directory that a Chroma server, 0.4 or newer, goes on persisting to. */
  CHROMA
}
