package io.tributary.connect.sqlite;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;

/** What the stream of a file does with its next read. Immutable. */
sealed interface StreamMode permits LogFollowing, StreamRest, TableComparing, TableRereading {

  /**
   * What came of a read.
   *
   * @param records to send, in order
   * @param next the mode that follows
   */
  record Step(List<SourceRecord> records, StreamMode next) {}

  /** Uses one read. When it throws, nothing was sent and the mode is as before. */
  Step step(StreamRead read) throws SQLException;

  /** The mode with other definitions. */
  StreamMode redefined(Map<Long, TableForm> forms);

  /** Whether there is nothing to read for; asked outside of a read. */
  default boolean waits(CaptureReading reading, VectorComparison comparison) throws SQLException {
    return false;
  }

  /** Whether the log is sent as far as the read has seen it, so that the transaction can end. */
  default boolean upToDate(StreamRead read) {
    return false;
  }

  /**
   * The mode after a comparison's findings were put on the log.
   *
   * @param logged whether there were any
   */
  default StreamMode afterFindings(boolean logged, VectorComparison comparison) {
    return this;
  }
}
