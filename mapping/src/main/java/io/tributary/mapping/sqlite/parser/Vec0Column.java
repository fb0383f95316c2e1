package io.tributary.mapping.sqlite.parser;

import io.tributary.mapping.sqlite.schema.DeclaredType;
import io.tributary.mapping.sqlite.schema.SqliteColumn;
import java.util.List;
import java.util.Locale;

/**
 * A column of a vec0 table.
 *
 * @param name its name
 * @param role what it is in the table
 * @param type its declared type in lower case; a vector's elements
 * @param dimension of a vector, else 0
 * @param number its number among the table's columns of the same role, from 0
 */
public record Vec0Column(String name, Role role, String type, int dimension, int number) {
  /** Roles of columns. */
  public enum Role {
    /** The key: the rowid under a name, or a text beside it. */
    KEY,
    /** Rows of a chunk share its value. */
    PARTITION,
    /** A vector. */
    VECTOR,
    /** Kept with the vectors, so that searches can filter by it. */
    METADATA,
    /** Kept beside the vectors, row by row. */
    AUXILIARY
  }

  /** Whether a vector's elements are 32-bit numbers. */
  boolean float32() {
    return type.equals("float") || type.equals("f32");
  }

  /** The column as one of an ordinary table. */
  SqliteColumn column() {
    return SqliteColumn.plain(name, declared(), role == Role.KEY);
  }

  /** Its type as a table of its own would declare it. */
  public String typeText() {
    return role == Role.VECTOR ? type + "[" + dimension + "]" : type.toUpperCase(Locale.ROOT);
  }

  /** Whether its values are texts. */
  public boolean text() {
    return type.equals("text");
  }

  /** Whether its values are true or false. */
  public boolean truth() {
    return type.startsWith("bool");
  }

  /** Whether its values are floating-point numbers of 64 bits, where it is no vector. */
  public boolean real() {
    return type.equals("float") || type.equals("double");
  }

  private DeclaredType declared() {
    if (role != Role.VECTOR) {
      return DeclaredType.of(List.of(type), List.of(), typeText());
    }
    return new DeclaredType(
        float32() ? DeclaredType.FLOAT_VECTOR : DeclaredType.SMALL_VECTOR,
        List.of(dimension),
        typeText());
  }

  /** A name that the module makes of a beginning and the column's number. */
  public String numbered(String beginning) {
    return beginning + String.format(Locale.ROOT, "%02d", number);
  }
}
