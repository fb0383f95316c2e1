package io.tributary.validator.catalog;

/**
 * One column of the key that identifies a row.
 *
 * @param name the column
 * @param type its type without length, qualified unless it is built in; text can be cast to it
 * @param builtIn whether the type is one that every PostgreSQL orders alike (or an enum)
 * @param collation what decides its order: empty for types without collation, {@code C} for byte
 *     order, otherwise provider, locale and version; null when the version is unknown
 */
public record KeyColumn(String name, String type, boolean builtIn, String collation) {

  /** Whether two databases sort this column's values alike by themselves. */
  boolean sortsAs(KeyColumn other) {
    return collation != null && collation.equals(other.collation);
  }
}
