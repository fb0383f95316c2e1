package io.tributary.connect.sqlite;

import io.tributary.files.sqlite.SqliteValue;
import io.tributary.files.sqlite.scan.CaptureRowReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Tables whose changes fire no trigger are held against what was sent of them.
 *
 * @param unknown those of which nothing was known when it began: all of their rows differ, whoever
 *     has changed them or nobody
 */
record TableComparing(Set<String> unknown) implements StreamMode {

  /** Goes on until something is found; where a read keeps writers waiting, one piece. */
  @Override
  public Step step(StreamRead read) throws SQLException {
    List<SourceRecord> out = new ArrayList<>();
    read.comparison().polled();
    do {
      piece(read, out);
    } while (read.reading().held() && out.isEmpty() && read.comparison().mayGoOn());
    return new Step(out, read.comparison().running() ? this : new LogFollowing());
  }

  private void piece(StreamRead read, List<SourceRecord> out) throws SQLException {
    VectorComparison comparison = read.comparison();
    int rows = read.pace().rows();
    TableForm form = comparison.table().getValue();
    List<CaptureRowReader.Scanned> scanned =
        read.reading().rows().scan(form.table(), comparison.place(), rows);
    List<SqliteValue> last = null;
    long size = 0;
    for (CaptureRowReader.Scanned row : scanned) {
      size += CaptureReading.size(row.row());
      last = row.place();
      if (!read.output().sent(form, row.row())) {
        changed(read, form, row.row(), out);
      }
    }
    read.pace().read(size);
    comparison.compared(scanned.size() < rows ? null : last);
  }

  /** Before a message it is sent at once, else when the log names it. */
  private void changed(
      StreamRead read, TableForm form, List<SqliteValue> row, List<SourceRecord> out)
      throws SQLException {
    if (read.comparison().beforeMessage()) {
      boolean reread = unknown.contains(form.collection()) && !read.behindStandingFence();
      read.output().put(form, "u", List.of(row), reread, out);
    } else {
      read.comparison().found(form.keyOf(row));
    }
  }

  @Override
  public StreamMode redefined(Map<Long, TableForm> forms) {
    return new LogFollowing();
  }

  /** A comparison whose findings could not be logged is given up, and begins again later. */
  @Override
  public StreamMode afterFindings(boolean logged, VectorComparison comparison) {
    return comparison.running() ? this : new LogFollowing();
  }
}
