package io.tributary.common.plan.pooler;

import io.tributary.common.model.DatabaseAddress;
import java.util.Map;

/**
 * The pooler through which the application of a source connects. Its clients wait during a change
 * of sides, and find themselves at the other side behind it.
 *
 * @param admin its admin console, with a user who may pause and reload
 * @param file the file that its configuration includes and that holds the entries below; an
 *     absolute path at the machine of cdc-service
 * @param databases by the name that clients ask for: the schema of the target that takes the
 *     database's place
 */
public record Pooler(
    PoolerKind kind, DatabaseAddress admin, String file, Map<String, String> databases) {
  /** The name under which PgBouncer has its admin console. */
  public static final String CONSOLE = "pgbouncer";

  public Pooler {
    databases = Map.copyOf(databases);
  }
}
