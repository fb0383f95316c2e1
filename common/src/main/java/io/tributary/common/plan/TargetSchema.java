package io.tributary.common.plan;

import io.tributary.common.secret.SecretRef;
import org.jspecify.annotations.Nullable;

/**
 * One schema of the target and the application that will use it.
 *
 * @param role the login role that will own the schema and everything in it
 * @param password where the role's password is kept, or null to leave an existing role's as it is
 * @param allowNonEmpty whether the schema may hold tables before the migration starts; false by
 *     default
 * @param rights what is allowed besides
 * @param prepare that it is made although nothing moves into it; null as a rule
 */
public record TargetSchema(
    String role,
    @Nullable SecretRef password,
    boolean allowNonEmpty,
    SchemaRights rights,
    @Nullable PreparedSchema prepare) {

  public TargetSchema {
    rights = rights == null ? SchemaRights.UNSAID : rights;
  }

  /** A schema that is filled. */
  public TargetSchema(
      String role, @Nullable SecretRef password, boolean allowNonEmpty, SchemaRights rights) {
    this(role, password, allowNonEmpty, rights, null);
  }

  /** A schema of which nothing more is said. */
  public TargetSchema(String role, @Nullable SecretRef password, boolean allowNonEmpty) {
    this(role, password, allowNonEmpty, SchemaRights.UNSAID);
  }
}
