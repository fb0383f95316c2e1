package io.tributary.common.plan;

import org.jspecify.annotations.Nullable;

/**
 * That a schema of the target is made although nothing moves into it.
 *
 * @param ddlFile what it holds, an absolute path; null for an empty schema
 */
public record PreparedSchema(@Nullable String ddlFile) {
  /** A schema that is made without anything in it. */
  public static final PreparedSchema EMPTY = new PreparedSchema(null);
}
