package io.tributary.common.change;

import io.tributary.common.model.StreamId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a fence writes into the source's own change stream: a transactional logical message,
 * committed together with what it says. Its prefix names the stream, because every stream of a
 * database sees the messages of all of them; its content is sealed by {@link MessageSeal}.
 *
 * @param event whether the fence was raised or lifted
 * @param token which fence: each raising has a token of its own
 */
public record FenceMark(Event event, String token) {
  /** The token of a stream behind no fence, once one was lifted. */
  public static final String LIFTED = "";

  private static final String PREFIX = "tributary.fence.";

  /** What happened to a fence. */
  public enum Event {
    RAISED,
    LIFTED
  }

  /** Writes are refused from here on. */
  public static FenceMark raised(String token) {
    return new FenceMark(Event.RAISED, token);
  }

  /** Writes are accepted again. */
  public static FenceMark lifted(String token) {
    return new FenceMark(Event.LIFTED, token);
  }

  /** The prefix of one stream's marks. */
  public static String prefix(StreamId stream) {
    return PREFIX + stream;
  }

  /** The mark that a text says, empty when it says none. */
  public static Optional<FenceMark> parse(String text) {
    for (Event event : Event.values()) {
      String start = event + " ";
      if (text.startsWith(start)) {
        return Optional.of(new FenceMark(event, text.substring(start.length())));
      }
    }
    return Optional.empty();
  }

  /** The mark as a text. */
  public String text() {
    return event + " " + token;
  }

  /**
   * The token of a stream once it has passed this mark. A lifted fence leaves another one standing.
   *
   * @param passed the token before, null before the first
   */
  public @Nullable String after(@Nullable String passed) {
    return switch (event) {
      case RAISED -> token;
      case LIFTED -> token.equals(passed) ? LIFTED : passed;
    };
  }

  /** Whether a stream whose token this is, null before the first, is behind a fence. */
  public static boolean fenced(@Nullable String token) {
    return token != null && !token.equals(LIFTED);
  }
}
