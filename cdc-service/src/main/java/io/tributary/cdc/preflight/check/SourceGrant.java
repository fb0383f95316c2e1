package io.tributary.cdc.preflight.check;

/**
 * A right at a source of a role that owns nothing there, put in the target's names.
 *
 * @param schema the schema of the target that its object goes to
 * @param role the role, which the target may not have
 * @param privileges as {@code GRANT} lists them, with columns where it is about columns
 * @param kind of object as {@code GRANT} calls it, such as {@code TABLE}; {@code TABLES} and the
 *     like for default privileges
 * @param object quoted and qualified; the schema itself for default privileges
 * @param grantable whether the role may pass it on
 */
public record SourceGrant(
    String schema, String role, String privileges, String kind, String object, boolean grantable) {

  /** Whether it is about objects that are made later. */
  public boolean isDefault() {
    return kind.endsWith("S");
  }
}
