package io.tributary.connect.sqlite;

import io.tributary.files.sqlite.capture.LogPosition;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Sends what the log names. A transaction of the stream ends when one read has seen the end of the
 * log: then every row is as it was at that read, because whatever changed after it had been read is
 * in the log behind it and was read again. Not thread-safe.
 */
final class LogStreaming {
  private final StreamOutput output;
  private final ReadPace pace;
  private final VectorComparison comparison;
  private CaptureReading reading;
  private StreamMode mode = new LogFollowing();

  LogStreaming(
      CaptureReading reading, StreamOutput output, ReadPace pace, VectorComparison comparison) {
    this.reading = reading;
    this.output = output;
    this.pace = pace;
    this.comparison = comparison;
    comparison.over(reading.forms());
  }

  LogPosition position() {
    return output.position();
  }

  boolean insideTransaction() {
    return output.insideTransaction();
  }

  /** Goes on with other definitions; a table that was being read again begins anew. */
  void redefined(CaptureReading changed) {
    reading = changed;
    comparison.over(changed.forms());
    output.redefined();
    mode = mode.redefined(changed.forms());
  }

  /** The records of the next read, none where there is nothing to read for. */
  List<SourceRecord> next() throws SQLException {
    if (mode.waits(reading, comparison)) {
      return List.of();
    }
    reading.begin(output.position());
    StreamRead read =
        new StreamRead(
            reading,
            output,
            pace,
            comparison,
            reading.sqlite().contentVersion(),
            reading.log().last());
    StreamMode.Step step = mode.step(read);
    List<SourceRecord> out = new ArrayList<>(step.records());
    mode = step.next();
    if (mode.upToDate(read)) {
      output.end(reading, out);
      mode = new StreamRest(read.content());
    }
    reading.end(output.insideTransaction() || comparison.beforeMessage());
    mode = mode.afterFindings(comparison.log(reading), comparison);
    return out;
  }
}
