package io.tributary.cdc.apply;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.quarantine.LaterStates;
import io.tributary.cdc.apply.read.ChangeChannel;
import io.tributary.common.change.ChangeRecord.RowChange;
import java.time.Clock;

/**
 * Reads on in the stream, without applying anything, to find later states of refused rows: a stream
 * must not stop at a row that was corrected since. Ends at the last record that the topic has now:
 * what changes no row, such as heartbeats, goes on coming and holds nobody up. Not thread-safe.
 */
final class StreamLookAhead {
  private static final long QUIET_MILLIS = 1_000;

  private final ChangeChannel channel;
  private final Clock clock;

  StreamLookAhead(ChangeChannel channel, Clock clock) {
    this.channel = channel;
    this.clock = clock;
  }

  /** Whether later states of all rows are there. */
  boolean finds(LaterStates.Search search, StopSignal stop) throws InterruptedException {
    long now = clock.millis();
    long heard = now;
    while (!search.done() && !stop.requested() && !quiet(heard)) {
      StreamRecord record = channel.take(QUIET_MILLIS);
      if (record == null || isNewerThan(now, record)) {
        break;
      }
      if (record.changedTable().isPresent()) {
        heard = clock.millis();
      }
      search.take(record.change());
    }
    return search.done();
  }

  private boolean quiet(long heard) {
    return clock.millis() - heard >= QUIET_MILLIS && !channel.ready();
  }

  private static boolean isNewerThan(long millis, StreamRecord record) {
    return record.change() instanceof RowChange change && change.commitMillis() > millis;
  }
}
