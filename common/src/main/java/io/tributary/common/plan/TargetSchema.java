package io.tributary.common.plan;

import io.tributary.common.secret.SecretRef;

/**
 * One schema of the target and the application that will use it.
 *
 * @param role the login role that will own the schema and everything in it
 * @param password where the role's password is kept, or null to leave an existing role's as it is
 * @param allowNonEmpty whether the schema may hold tables before the migration starts; false by
 *     default
 */
public record TargetSchema(String role, SecretRef password, boolean allowNonEmpty) {}
