package io.tributary.connect.postgresql;

import io.debezium.config.Configuration;
import java.util.OptionalLong;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;

/**
 * The timeline of the source's WAL that the stream may be read from. Another one begins when a
 * standby is promoted, and it may lack changes that are on the topic already; so whoever set the
 * timeline has to look before the stream goes on.
 *
 * @param allowed its number; empty where every timeline is read
 */
record CapturedTimeline(OptionalLong allowed) {
  /** The setting that names it, a number. */
  static final String SETTING = "tributary.timeline";

  /** What the settings say. */
  static CapturedTimeline in(Configuration settings) {
    String named = settings.getString(SETTING);
    return new CapturedTimeline(
        named == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(named)));
  }

  /**
   * Refuses a server that writes another timeline.
   *
   * @param now the server's timeline, 0 while it is a standby
   * @throws RetriableException it is a standby still
   * @throws ConnectException it writes another one
   */
  void require(long now) {
    if (allowed.isEmpty() || allowed.getAsLong() == now) {
      return;
    }
    if (now == 0) {
      throw new RetriableException(
          "TRB-CAPTURE-SOURCE-UNREACHABLE: the source is a standby, which is not promoted yet.");
    }
    throw new ConnectException(
        "TRB-CAPTURE-TIMELINE-CHANGED: the source is on timeline %d of its WAL, and %s allows timeline %d: a standby was promoted, or the server was restored. Set it to the new one if nothing that is on the topic is missing there."
            .formatted(now, SETTING, allowed.getAsLong()));
  }
}
