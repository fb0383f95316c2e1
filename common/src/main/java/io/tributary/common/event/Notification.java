package io.tributary.common.event;

import io.tributary.common.plan.notify.NotificationKind;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody should know of a migration, as it is posted to the addresses under {@code
 * notify} of its file.
 *
 * @param kind what it is about
 * @param occasion whether it has begun, is over, or was of a moment
 * @param source the stream concerned; null where it is the whole migration
 * @param code the error's code; null where it is no error
 * @param message what is so, without values of rows
 * @param next the command to type first
 */
public record Notification(
    String migration,
    NotificationKind kind,
    Occasion occasion,
    @Nullable String source,
    @Nullable String code,
    String message,
    String next) {

  /** When a notification is sent. */
  public enum Occasion {
    /** It is so from now on. */
    RAISED,
    /** It was so, and is not any more. */
    ENDED,
    /** It happened. */
    HAPPENED
  }
}
