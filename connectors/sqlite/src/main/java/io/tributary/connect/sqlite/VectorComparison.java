package io.tributary.connect.sqlite;

import io.tributary.files.sqlite.ReadPostponed;
import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.SqliteValue;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When the tables whose changes fire no trigger are held against what was sent, and how far that
 * is: when the file has changed, at most once in an interval and for at most a tenth of the time,
 * and always before a message, so that whatever was committed before a fence is in the stream
 * before its mark. What is found between messages is put on the log, as a trigger would have put it
 * there: each transaction of the stream ends on a number of the log of its own. Not thread-safe.
 */
final class VectorComparison {
  private static final int SHARE = 10;
  private static final long POLL_MILLIS = 500;

  private final Clock clock;
  private final long everyMillis;
  private final Deque<Map.Entry<Long, TableForm>> left = new ArrayDeque<>();
  private final List<List<SqliteValue>> found = new ArrayList<>();
  private List<Map.Entry<Long, TableForm>> tables = List.of();
  private long table;
  private @Nullable List<SqliteValue> place;
  private long content = -1;
  private long began;
  private long pollEnds;
  private long next;
  private long before = -1;

  VectorComparison(Clock clock, long everyMillis) {
    this.clock = clock;
    this.everyMillis = everyMillis;
    this.next = clock.millis() + everyMillis;
  }

  /** Begins anew with other definitions. */
  void over(Map<Long, TableForm> forms) {
    tables = forms.entrySet().stream().filter(form -> form.getValue().watched()).toList();
    left.clear();
    found.clear();
    content = -1;
    before = -1;
  }

  /**
   * Whether it is time to look.
   *
   * @param version the file's content as it is now
   */
  boolean due(long version) {
    return !tables.isEmpty() && version != content && clock.millis() >= next;
  }

  /** Looks again when the file has changed once more. */
  void postpone(long version) {
    content = version;
  }

  boolean running() {
    return !left.isEmpty();
  }

  /** A poll begins. */
  void polled() {
    pollEnds = clock.millis() + POLL_MILLIS;
  }

  /** Whether there is more to compare and the poll has not lasted long. */
  boolean mayGoOn() {
    return running() && found.isEmpty() && clock.millis() < pollEnds;
  }

  /** Whether it goes on because of a message. */
  boolean beforeMessage() {
    return running() && content < 0;
  }

  void begin(long version) {
    content = version;
    began = clock.millis();
    place = null;
    left.addAll(tables);
  }

  /** Begins, unless it is done or needless; answers whether the message has to wait. */
  boolean beginBefore(long message) {
    if (tables.isEmpty() || before == message) {
      return false;
    }
    before = message;
    begin(-1);
    return true;
  }

  /** The table to go on with. */
  Map.Entry<Long, TableForm> table() {
    return left.peek();
  }

  /** A row of this key is not as it was sent. */
  void found(List<SqliteValue> key) {
    table = left.peek().getKey();
    found.add(key);
  }

  /**
   * Puts what was found on the log, outside of any read; answers whether there was anything. When a
   * writer is at work it is found again.
   */
  boolean log(CaptureReading reading) throws SQLException {
    if (found.isEmpty()) {
      return false;
    }
    SqliteSession sqlite = reading.sqlite();
    try {
      sqlite.begin("IMMEDIATE");
      for (List<SqliteValue> key : found) {
        reading.log().changed(table, key);
      }
      sqlite.commit();
      return true;
    } catch (SQLException e) {
      sqlite.rollback();
      if (!ReadPostponed.is(e)) {
        throw e;
      }
      content = -1;
      left.clear();
      return false;
    } finally {
      found.clear();
    }
  }

  /** The row to go on behind, null at a table's beginning. */
  @Nullable List<SqliteValue> place() {
    return place;
  }

  /**
   * Goes on.
   *
   * @param last the last row that was compared, null when it was the table's last
   */
  void compared(@Nullable List<SqliteValue> last) {
    place = last;
    if (last == null) {
      left.remove();
    }
    if (left.isEmpty()) {
      long now = clock.millis();
      next = now + Math.max(everyMillis, (now - began) * (SHARE - 1));
    }
  }
}
