package io.tributary.common.convert;

/** A column that holds keys, its own or another table's. */
public record KeyColumn(String table, String column) implements Comparable<KeyColumn> {

  /** Table and column with a dot between them, for people. */
  public String display() {
    return table + "." + column;
  }

  @Override
  public int compareTo(KeyColumn other) {
    int byTable = table.compareTo(other.table);
    return byTable != 0 ? byTable : column.compareTo(other.column);
  }
}
