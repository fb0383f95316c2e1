package io.tributary.files.sqlite.table;

import java.util.List;

/**
 * What a table's rows are logged and sent by.
 *
 * @param columns names, in key order
 * @param kind where it comes from
 * @param exact whether two keys that SQLite takes for equal are always the same text
 * @param nullable whether NULLs may be in it, which SQLite allows in most primary keys
 */
public record CaptureKey(List<String> columns, Kind kind, boolean exact, boolean nullable) {
  /** Where a key comes from. */
  public enum Kind {
    /** An INTEGER PRIMARY KEY, which is the rowid by another name. */
    ROWID_ALIAS,
    /** A declared primary key. */
    PRIMARY,
    /** A UNIQUE over NOT NULL columns of a table without primary key. */
    UNIQUE,
    /** The hidden rowid of a table without any of these; VACUUM may renumber it. */
    HIDDEN_ROWID
  }

  public boolean hidden() {
    return kind == Kind.HIDDEN_ROWID;
  }
}
