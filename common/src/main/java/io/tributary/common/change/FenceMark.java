package io.tributary.common.change;

import io.tributary.common.model.StreamId;
import org.jspecify.annotations.Nullable;

/**
 * How a fence marks the source's own change stream: a transactional logical message, committed
 * together with what it says. Its prefix names the stream, because every stream of a database sees
 * the messages of all of them; its content is the fence's token, or {@link #LIFTED}.
 */
public final class FenceMark {
  /** The content that says that writes are accepted again. */
  public static final String LIFTED = "";

  private static final String PREFIX = "tributary.fence.";

  private FenceMark() {}

  /** The prefix of one stream's marks. */
  public static String prefix(StreamId stream) {
    return PREFIX + stream;
  }

  /** Whether a stream that has passed this mark last, null for none, is behind a fence. */
  public static boolean fenced(@Nullable String mark) {
    return mark != null && !mark.equals(LIFTED);
  }
}
