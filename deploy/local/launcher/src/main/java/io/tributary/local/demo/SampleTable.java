package io.tributary.local.demo;

/**
 * A table of a sample that its writer works on, and the statements for it. Rows of the writer have
 * keys that begin with {@link #KEY_PREFIX}; the sample's own rows are left alone.
 *
 * @param name quoted where needed, without schema, as the application would write it
 * @param key the column that tells the writer's rows apart
 * @param value the column that the writer changes, null when there is none
 * @param maxValueLength longest value that fits; long ones are kept out of line by PostgreSQL
 * @param insert takes the key and, where there is one, the value
 * @param touch changes another column of the row with the given key and leaves the value as it is;
 *     null when there is none
 * @param insertAtTarget the same once the application uses the target
 * @param touchAtTarget the same once the application uses the target
 */
record SampleTable(
    String name,
    String key,
    String value,
    int maxValueLength,
    String insert,
    String touch,
    String insertAtTarget,
    String touchAtTarget) {
  static final String KEY_PREFIX = "demo-";

  /** A table whose application has the same statements for both databases. */
  SampleTable(
      String name, String key, String value, int maxValueLength, String insert, String touch) {
    this(name, key, value, maxValueLength, insert, touch, insert, touch);
  }

  boolean hasValue() {
    return value != null;
  }

  /** Takes the new value and the key. */
  String update() {
    return "UPDATE " + name + " SET " + value + " = ? WHERE " + key + " = ?";
  }

  /** Takes the new key and the old one. */
  String rename() {
    return "UPDATE " + name + " SET " + key + " = ? WHERE " + key + " = ?";
  }

  /** Takes the key. */
  String delete() {
    return "DELETE FROM " + name + " WHERE " + key + " = ?";
  }

  /** Key and value of all rows of the writer. */
  String read() {
    String text = hasValue() ? value : "''";
    return "SELECT "
        + key
        + ", "
        + text
        + " FROM "
        + name
        + " WHERE "
        + key
        + " LIKE '"
        + KEY_PREFIX
        + "%'";
  }

  /** The name as the catalog spells it. */
  String catalogName() {
    return name.replace("\"", "");
  }
}
