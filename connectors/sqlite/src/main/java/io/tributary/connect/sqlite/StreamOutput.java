package io.tributary.connect.sqlite;

import io.tributary.files.sqlite.SqliteValue;
import io.tributary.files.sqlite.capture.CaptureLog;
import io.tributary.files.sqlite.capture.LogPosition;
import io.tributary.files.sqlite.scan.CaptureRowReader;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records of the stream: its transactions, how far it is in the log, and what was sent of
 * tables whose changes fire no trigger. A transaction begins with the first record that needs one.
 * Not thread-safe.
 */
final class StreamOutput {
  private final CaptureRecords records;
  private final SentRows sent;
  private final Set<String> described = new HashSet<>();
  private LogPosition position;
  private long cursor;
  private @Nullable OpenTransactionRecord transaction;

  /** Whether readers of the stream know how far it is, though nothing may have changed. */
  private boolean told;

  StreamOutput(CaptureRecords records, SentRows sent, LogPosition position) {
    this.records = records;
    this.sent = sent;
    this.position = position;
    this.cursor = position.seq();
  }

  /** The end of the last transaction. */
  LogPosition position() {
    return position;
  }

  /** The last row of the log that was dealt with. */
  long cursor() {
    return cursor;
  }

  void passed(long seq) {
    cursor = seq;
  }

  boolean insideTransaction() {
    return transaction != null;
  }

  /** Tables are described again before their next rows. */
  void redefined() {
    described.clear();
  }

  /** Whether nothing is known of what was sent of a table that has to be compared. */
  boolean unknown(TableForm form) {
    return sent.unknown(form);
  }

  boolean sent(TableForm form, List<SqliteValue> row) {
    return sent.has(form, row);
  }

  void message(CaptureLog.Entry entry, List<SourceRecord> out) {
    out.add(records.message(entry, begun(out)));
  }

  void truncate(TableForm form, boolean reread, List<SourceRecord> out) {
    OpenTransactionRecord run = describe(form, out);
    sent.begin(form);
    out.add(records.truncate(form, reread, run, cursor));
  }

  /**
   * Sends rows and answers their size in characters.
   *
   * @param reread whether nobody may have changed them
   */
  long put(
      TableForm form,
      String op,
      List<List<SqliteValue>> rows,
      boolean reread,
      List<SourceRecord> out) {
    OpenTransactionRecord run = describe(form, out);
    long size = 0;
    for (List<SqliteValue> row : rows) {
      size += CaptureReading.size(row);
      sent.put(form, row);
      out.add(records.put(form, op, row, reread, run, cursor));
    }
    return size;
  }

  /** Sends what is under logged keys, removals first, and answers its size in characters. */
  long changed(TableForm form, List<CaptureRowReader.Found> found, List<SourceRecord> out) {
    OpenTransactionRecord run = describe(form, out);
    for (CaptureRowReader.Found key : found) {
      if (form.gone(key)) {
        sent.remove(form, key.key());
        out.add(records.delete(form, key.key(), run, cursor));
      }
    }
    List<List<SqliteValue>> rows =
        found.stream().filter(key -> key.row() != null).map(CaptureRowReader.Found::row).toList();
    return put(form, "u", rows, false, out);
  }

  /**
   * Ends the transaction. An empty one is sent when nobody was told yet how far the stream is, or
   * when what the log names is of no table that is captured: who looks at the log's end would
   * otherwise take the stream for one that has fallen behind.
   */
  void end(CaptureReading reading, List<SourceRecord> out) throws SQLException {
    if (!told || cursor > position.seq()) {
      begun(out);
    }
    if (transaction == null) {
      return;
    }
    position = new LogPosition(cursor, reading.log().nonce(cursor).orElseThrow(), reading.file());
    records.boundary(position);
    out.add(records.end(transaction, cursor));
    transaction = null;
    told = true;
  }

  /** The transaction that is open, begun when there is none. */
  private OpenTransactionRecord begun(List<SourceRecord> out) {
    if (transaction == null) {
      transaction = new OpenTransactionRecord(position.seq() + 1);
      out.add(records.begin(transaction));
    }
    return transaction;
  }

  private OpenTransactionRecord describe(TableForm form, List<SourceRecord> out) {
    OpenTransactionRecord run = begun(out);
    if (described.add(form.collection())) {
      out.add(records.shape(form));
    }
    return run;
  }
}
