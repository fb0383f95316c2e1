package io.tributary.cdc.schema.shared;

import io.tributary.database.DatabaseSession;
import java.util.function.Supplier;

/**
 * Sources of one target take turns where they make or drop what they may share there: roles,
 * schemas, extensions. A turn ends with its session at the latest.
 */
public final class PreparationTurn {
  /** The number only has to be the same everywhere. */
  private static final String KEY = "(pg_catalog.hashtextextended('tributary.schema', 0::bigint))";

  private PreparationTurn() {}

  /** Waits for this source's turn. */
  public static void take(DatabaseSession target) {
    target.run("SELECT pg_catalog.pg_advisory_lock" + KEY);
  }

  /**
   * Lets others have their turn while work is done that makes nothing they share, and waits for the
   * turn again. What was read of the target before may not hold any more afterwards.
   */
  public static <T> T lend(DatabaseSession target, Supplier<T> work) {
    target.run("SELECT pg_catalog.pg_advisory_unlock" + KEY);
    T done = work.get();
    take(target);
    return done;
  }
}
