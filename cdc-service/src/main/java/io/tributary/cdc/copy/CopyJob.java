package io.tributary.cdc.copy;

import io.tributary.cdc.database.Databases;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.StreamId;
import io.tributary.database.DatabaseFailure;
import io.tributary.database.DatabaseSession;
import io.tributary.database.OlderSessions;
import java.time.Clock;
import java.time.Duration;

/**
 * What the workers of a copy have in common.
 *
 * @param stream the stream
 * @param purpose after which sessions of the target are named, so that they can be ended together
 * @param target the target
 * @param targetSettings SQL that makes a session of the target read literals as they are meant, and
 *     write as apply does
 */
record CopyJob(
    StreamId stream,
    String purpose,
    DatabaseAddress target,
    String targetSettings,
    Databases databases,
    CopySettings settings,
    CopyHooks hooks,
    Clock clock) {
  /** A chunk whose commit a crash of the target has lost is copied again: its mark is lost too. */
  private static final String HASTE = "SET synchronous_commit = off";

  /** A machine that is gone keeps its chunk for some seconds, and not for hours. */
  private static final String NOTICE =
      "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3";

  /** A chunk's first row may take its time, and another instance may hold the chunk. */
  private static final Duration LIMIT = Duration.ofHours(1);

  /**
   * A session of the copy. All of one stream have one name, so that a copy which begins or goes on
   * can end those of one that nobody hears any more, whose locks would keep their chunks.
   */
  DatabaseSession openTarget() {
    DatabaseSession opened = databases.open(target);
    try {
      opened.answerWithin(LIMIT);
      opened.run(targetSettings + ";" + HASTE + ";" + NOTICE);
      opened.run(OlderSessions.naming(purpose, stream.toString()));
      return opened;
    } catch (DatabaseFailure e) {
      opened.close();
      throw e;
    }
  }
}
