package io.tributary.cdc.apply;

import io.tributary.cdc.apply.channel.ChangeChannel;
import io.tributary.cdc.apply.quarantine.LaterStates;
import io.tributary.cdc.apply.stream.StreamRecord;
import io.tributary.common.change.ChangeRecord.RowChange;
import java.time.Clock;

/**
 * Reads on in the stream, without applying anything, to find later states of refused rows: an
 * operator who has corrected a row must not be stopped by the state before. Ends at what is there
 * now. One thread.
 */
final class LookAhead {
  private static final long QUIET_MILLIS = 1_000;

  private final ChangeChannel channel;
  private final Clock clock;

  LookAhead(ChangeChannel channel, Clock clock) {
    this.channel = channel;
    this.clock = clock;
  }

  /** Whether later states of all rows are there. */
  boolean finds(LaterStates.Search search, StopSignal stop) throws InterruptedException {
    long now = clock.millis();
    while (!search.done() && !stop.requested()) {
      StreamRecord record = channel.take(QUIET_MILLIS);
      if (record == null || isNewerThan(now, record)) {
        break;
      }
      search.take(record.change());
    }
    return search.done();
  }

  private static boolean isNewerThan(long millis, StreamRecord record) {
    return record.change() instanceof RowChange change && change.commitMillis() > millis;
  }
}
