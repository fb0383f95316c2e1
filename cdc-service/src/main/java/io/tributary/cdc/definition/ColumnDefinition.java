package io.tributary.cdc.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column as the catalog describes it.
 *
 * @param number its number in the table, which stays through renames; negative when the catalog had
 *     changed again before it could be read
 * @param type the type's oid
 * @param modifier the type's modifier, -1 for none
 * @param typeName type and modifier for people and for SQL
 * @param defaultValue the default's expression, null for none; of a generated column how it is
 *     computed
 * @param generated whether it is computed from others
 * @param identity {@code a} for always, {@code d} by default, empty for no identity column
 * @param missing the value of rows that are older than the column, null when that is NULL or no
 *     longer known
 * @param labelType the enum that its values are taken from, null for none
 * @param labels that enum's labels in order
 */
public record ColumnDefinition(
    String name,
    int number,
    long type,
    int modifier,
    String typeName,
    boolean notNull,
    @Nullable String defaultValue,
    boolean generated,
    String identity,
    @Nullable String missing,
    @Nullable String labelType,
    List<String> labels) {

  public ColumnDefinition {
    labels = labels == null ? List.of() : List.copyOf(labels);
    identity = identity == null ? "" : identity;
  }

  /** A column of which only the stream knows. */
  static ColumnDefinition ofStream(String name, long type, int modifier, String typeName) {
    return new ColumnDefinition(
        name, -1, type, modifier, typeName, false, null, false, "", null, null, List.of());
  }

  /** The same rules for a column of another name or type. */
  ColumnDefinition as(String otherName, long otherType, int otherModifier, String otherTypeName) {
    return new ColumnDefinition(
        otherName,
        number,
        otherType,
        otherModifier,
        otherTypeName,
        notNull,
        defaultValue,
        false,
        identity,
        missing,
        labelType,
        labels);
  }

  boolean sameType(ColumnDefinition other) {
    return type == other.type && modifier == other.modifier && typeName.equals(other.typeName);
  }

  boolean isCalled(String otherName, long otherType, int otherModifier) {
    return name.equals(otherName) && type == otherType && modifier == otherModifier;
  }
}
