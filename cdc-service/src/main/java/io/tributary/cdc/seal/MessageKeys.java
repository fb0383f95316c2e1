package io.tributary.cdc.seal;

import io.tributary.cdc.database.Databases;
import io.tributary.common.change.MessageSeal;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.MovingSource;
import io.tributary.database.DatabaseSession;
import java.util.Optional;

/**
 * The key of each migration, which is kept in its target and not on a topic. A source has none of
 * it; one with a way back has another key, which seals what the target says of itself and, as the
 * target's does there, lets apply through its own fence: whoever has the rights of Tributary's role
 * at the source could read it. A key is made when it is first asked for and never changes.
 */
public final class MessageKeys {
  private static final String READ = "SELECT key FROM tributary.message_key WHERE migration = %s";

  /** Another service may make it at the same moment; the first one's stays. */
  private static final String MAKE =
      """
      INSERT INTO tributary.message_key AS kept (migration, key) VALUES (%s, %s)
      ON CONFLICT (migration) DO UPDATE SET migration = excluded.migration RETURNING kept.key\
      """;

  /** The key of a migration, no row before it is made; for Vert.x. */
  public static final String READ_BY_VERTX = READ.formatted("$1");

  /** Makes the key of a migration, unless it has one, and answers it; for Vert.x. */
  public static final String MAKE_BY_VERTX = MAKE.formatted("$1", "$2");

  private static final String PASS = "SELECT pg_catalog.set_config('tributary.pass', ?, true)";

  private MessageKeys() {}

  /** The seal of a migration whose target the session is at; empty before it has one. */
  public static Optional<MessageSeal> kept(DatabaseSession target, StreamId stream) {
    return target
        .first(READ.formatted("?"), row -> row.getString(1), stream.migration())
        .map(MessageSeal::new);
  }

  /**
   * Lets the session's open transaction write past the fence of a target that its application has
   * left.
   */
  public static void passFence(DatabaseSession target, StreamId stream) {
    kept(target, stream).ifPresent(seal -> target.text(PASS, seal.fencePass()));
  }

  /** The seal of a source's messages. Asks the target. */
  public static MessageSeal seal(Databases databases, MovingSource moving) {
    try (DatabaseSession target = databases.look(moving.target())) {
      String migration = moving.migration().name();
      return new MessageSeal(
          target
              .first(READ.formatted("?"), row -> row.getString(1), migration)
              .orElseGet(
                  () -> target.text(MAKE.formatted("?", "?"), migration, MessageSeal.newKey())));
    }
  }
}
