package io.tributary.orchestrator.notify;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.event.Notification;
import io.tributary.common.event.Notification.Occasion;
import io.tributary.common.plan.notify.NotificationKind;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something of a migration that is so for a while and that somebody should know.
 *
 * @param key tells it from other facts; its text may change while it stands
 * @param size how many things are so, 1 where nothing is counted: twice as many are told again
 * @param message what is so
 * @param next the command to type first, without the migration's name
 * @param patience how long it has to be so before anybody is told
 */
record StandingFact(Key key, long size, String message, String next, Duration patience) {

  /**
   * What a fact is about.
   *
   * @param source the stream; empty for the whole migration
   * @param code the error's code; empty where it is no error
   */
  record Key(NotificationKind kind, Optional<String> source, Optional<String> code) {}

  /** A fact that is no error. */
  static StandingFact of(
      NotificationKind kind,
      @Nullable String source,
      long size,
      String message,
      String next,
      Duration patience) {
    return new StandingFact(
        new Key(kind, Optional.ofNullable(source), Optional.empty()),
        size,
        message,
        next,
        patience);
  }

  /** A fact that an error tells, without the values of rows that its message may have. */
  static StandingFact of(
      NotificationKind kind, @Nullable String source, ErrorReport error, Duration patience) {
    return new StandingFact(
        new Key(kind, Optional.ofNullable(source), Optional.of(error.code())),
        1,
        said(error),
        "status",
        patience);
  }

  /** An error's message without the values of rows that it may have. */
  static String said(ErrorReport error) {
    return error.fields().getOrDefault(ErrorReport.SAID, error.message());
  }

  Notification told(String migration, Occasion occasion) {
    return new Notification(
        migration,
        key.kind(),
        occasion,
        key.source().orElse(null),
        key.code().orElse(null),
        message,
        "./tributary %s %s".formatted(next, migration));
  }
}
