package io.tributary.access;

import java.util.Set;

/**
 * The roles that the services know, as annotations and OpenID Connect name them. Whoever has one of
 * the others may look as well.
 */
public final class AccessRoles {
  /** May read status, verdicts, history and metrics. */
  public static final String VIEWER = "viewer";

  /** May give orders: start, cutover, abort, discard and the like. */
  public static final String OPERATOR = "operator";

  /** May create, change and delete migrations. */
  public static final String AUTHOR = "author";

  /** May see the values of rows that differ, at the source and at the target. */
  public static final String VALUES = "values";

  /** All of them. */
  static final Set<String> ALL = Set.of(VIEWER, OPERATOR, AUTHOR, VALUES);

  private AccessRoles() {}
}
