package io.tributary.mapping.sqlite.schema;

import java.util.Comparator;

/** A column of a SQLite table, both names as declared; ordered by table and column. */
public record SqliteColumnName(String table, String column)
    implements Comparable<SqliteColumnName> {
  private static final Comparator<SqliteColumnName> ORDER =
      Comparator.comparing(SqliteColumnName::table).thenComparing(SqliteColumnName::column);

  /** Table and column with a dot between them, for people. */
  public String display() {
    return table + "." + column;
  }

  @Override
  public int compareTo(SqliteColumnName other) {
    return ORDER.compare(this, other);
  }
}
