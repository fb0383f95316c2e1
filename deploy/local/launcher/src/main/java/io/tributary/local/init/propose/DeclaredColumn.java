package io.tributary.local.init.propose;

import io.tributary.mapping.conversion.Conversion;

/**
 * What is known of a column before its values are looked at.
 *
 * @param name its name
 * @param declared its declared type as written; empty for none
 * @param usual what the declared type makes of values
 * @param anything whether that type is none that is known, so that the values may be of any kind
 * @param role what its values are for
 */
public record DeclaredColumn(
    String name, String declared, Conversion usual, boolean anything, Role role) {

  /** What the values of a column are for, as far as it bounds what they may become. */
  public enum Role {
    /** Nothing that is in the way. */
    CONTENT,
    /** It is the primary key or a part of it: other columns may refer to it. */
    KEY,
    /** Its values differ, and may not become equal. */
    UNIQUE,
    /** It refers to a key, and becomes what that becomes. */
    REFERENCE,
    /** A full-text table finds rows by its text. */
    SEARCHED
  }

  /** The name of what the type makes of values, as a migration file writes it. */
  String usualName() {
    return usual.bare().name();
  }

  String shownType() {
    return declared.isEmpty() ? "no type" : declared;
  }
}
