package io.tributary.cdc.apply.read;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.common.change.ChangeRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The events of one poll that are not taken yet. One thread at a time. */
final class DecodedPoll {
  private final Deque<StreamRecord> events = new ArrayDeque<>();
  private long bytes;

  /** Adds the events of one record of the topic. */
  void add(long offset, int recordBytes, List<ChangeRecord> found) {
    int last = found.size() - 1;
    // Whose bytes they are does not matter among events that were small enough to be put together.
    int share = recordBytes / found.size();
    for (int i = 0; i < last; i++) {
      events.add(new StreamRecord(offset, offset - 1, share, found.get(i)));
    }
    events.add(new StreamRecord(offset, recordBytes - share * last, found.get(last)));
    bytes += recordBytes;
  }

  boolean isEmpty() {
    return events.isEmpty();
  }

  /** The next event; null when all are taken. */
  StreamRecord next() {
    return events.poll();
  }

  /** Bytes of all records of the poll, taken or not. */
  long bytes() {
    return bytes;
  }
}
