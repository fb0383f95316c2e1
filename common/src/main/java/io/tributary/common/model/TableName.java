package io.tributary.common.model;

/**
 * A table's schema and name, exactly as the catalog spells them (case kept, nothing quoted).
 *
 * @param schema the schema
 * @param name the table
 */
public record TableName(String schema, String name) implements Comparable<TableName> {

  /** Schema and name with a dot between them, for people; not an SQL identifier. */
  public String display() {
    return schema + "." + name;
  }

  @Override
  public int compareTo(TableName other) {
    int bySchema = schema.compareTo(other.schema);
    return bySchema != 0 ? bySchema : name.compareTo(other.name);
  }
}
