package io.tributary.connect.sqlite;

import io.tributary.files.sqlite.SqliteValue;
import io.tributary.files.sqlite.capture.LogPosition;
import io.tributary.files.sqlite.scan.CaptureRowReader;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sends every row of the captured tables, and before them what the table looks like. In WAL mode
 * all are read in one transaction. In a rollback mode each piece is read in one of its own, so that
 * no writer waits longer than for a piece; what changes meanwhile is in the log behind the
 * position, and the first transaction of the stream brings it. Not thread-safe.
 */
final class TableSnapshot {
  private final CaptureReading reading;
  private final CaptureRecords records;
  private final ReadPace pace;
  private final LogPosition position;
  private final Deque<TableForm> left;
  private final SentRows sent;
  private boolean started;
  private @Nullable List<SqliteValue> place;

  TableSnapshot(
      CaptureReading reading,
      CaptureRecords records,
      ReadPace pace,
      LogPosition position,
      boolean rows,
      SentRows sent) {
    this.reading = reading;
    this.records = records;
    this.pace = pace;
    this.position = position;
    this.sent = sent;
    this.left = new ArrayDeque<>(rows ? reading.forms().values() : List.of());
  }

  /** Whether COMPLETED was sent. */
  boolean completed() {
    return left.isEmpty() && started;
  }

  /** Where the stream goes on behind it. */
  LogPosition position() {
    return position;
  }

  List<SourceRecord> next() throws SQLException {
    List<SourceRecord> out = new ArrayList<>();
    reading.begin(position);
    if (!started) {
      out.add(records.snapshot("STARTED"));
    }
    if (!left.isEmpty()) {
      piece(out);
    }
    reading.end(!left.isEmpty());
    started = true;
    if (left.isEmpty()) {
      records.boundary(position);
      out.add(records.snapshot("COMPLETED"));
    }
    return out;
  }

  private void piece(List<SourceRecord> out) throws SQLException {
    TableForm form = left.peek();
    int rows = pace.rows();
    List<CaptureRowReader.Scanned> scanned = reading.rows().scan(form.table(), place, rows);
    if (place == null) {
      out.add(records.shape(form));
    }
    long size = 0;
    for (CaptureRowReader.Scanned row : scanned) {
      size += CaptureReading.size(row.row());
      sent.put(form, row.row());
      out.add(records.snapshotRow(form, row.row(), position.seq()));
    }
    pace.read(size);
    if (scanned.size() < rows) {
      left.remove();
      place = null;
    } else {
      place = scanned.get(scanned.size() - 1).place();
    }
  }
}
